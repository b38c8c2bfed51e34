import { describe, expect, it } from 'vitest';
import { MAX_PART_CHARACTERS } from '@/schema/document';
import { bytes, file, importTexts } from '../corpus/testing/import-texts';
import { joined } from './byte-source';
import { lengthIn, MULTI_BYTE, utf8Length } from './encoded-length';
import { makeDecoder } from './make-decoder';

/** Every character that an encoding writes in one or two bytes, with its bytes: the inverse that browsers do not offer. */
function encoder(encoding: string): (text: string) => Uint8Array {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const table = new Map<string, number[]>();
  const learn = (...sequence: number[]) => {
    try {
      const text = decoder.decode(Uint8Array.from(sequence));
      if (!table.has(text)) table.set(text, sequence);
    } catch {
      // No character.
    }
  };
  for (let byte = 0; byte < 256; byte++) learn(byte);
  // Not the platform's own decoder: Node's takes windows-1252 for Latin-1.
  if (encoding === 'windows-1252')
    for (let byte = 128; byte < 160; byte++) table.set(makeDecoder(encoding).decode(Uint8Array.of(byte)), [byte]);
  for (let lead = 0x81; lead < 0xff; lead++) for (let trail = 0x40; trail < 0xff; trail++) learn(lead, trail);
  return (text) => Uint8Array.from([...text].flatMap((c) => table.get(c) ?? [63]));
}

const samples: Readonly<Record<string, string>> = {
  gb18030: '太初有道，道与神同在，道就是神。这道太初与神同在。万物是借着他造的；凡被造的，没有一样不是借着他造的。',
  big5: '太初有道，道與神同在，道就是神。這道太初與神同在。萬物是藉著他造的；凡被造的，沒有一樣不是藉著他造的。',
  'euc-kr':
    '태초에 말씀이 계시니라 이 말씀이 하나님과 함께 계셨으니 이 말씀은 곧 하나님이시니라 그가 태초에 하나님과 함께 계셨고',
  shift_jis:
    '初めに言があった。言は神と共にあった。言は神であった。この言は、初めに神と共にあった。ｶﾀｶﾅ と カタカナ も ある。',
  'euc-jp': '初めに言があった。言は神と共にあった。言は神であった。この言は、初めに神と共にあった。カタカナもある。',
  'windows-1251':
    'В начале было Слово, и Слово было у Бога, и Слово было Бог. Оно было в начале у Бога. Все чрез Него начало быть.',
  'windows-1252':
    'Am Anfang war das Wort, und das Wort war bei Gott. Größe, Füße, Mühe, Übermut, schöne Bäume, „süß“ und schäbig.',
};

describe('legacy encodings', () => {
  it.each(Object.entries(samples))('%s is detected, and rows have their true bytes', async (name, sentence) => {
    const encode = encoder(name);
    const rows = Array.from({ length: 40 }, (_, i) => ({ text: sentence.slice(i % 7), id: i }));
    const contents = encode(rows.map((row) => `${JSON.stringify(row)}\r\n`).join(''));
    const { source, texts, parts } = await importTexts([file('a.jsonl', contents)]);
    const found = source.files[0]?.encoding;
    // gb18030 and gbk decode alike, as do windows-1252 and its relatives on these letters.
    expect(found?.how).toBe('statistics');
    expect(texts).toEqual(rows.map(({ text }) => text));
    for (const [i, { provenance }] of parts.entries()) {
      const raw = makeDecoder(found?.name ?? '').decode(contents.subarray(provenance.byteStart, provenance.byteEnd));
      expect(JSON.parse(raw)).toEqual(rows[i]);
    }
  });

  it('a long text is cut into parts at the true bytes', async () => {
    const encode = encoder('shift_jis');
    const contents = encode(`${samples.shift_jis} `.repeat(20_000));
    const { parts, source } = await importTexts([file('a.txt', contents)]);
    expect(parts.length).toBeGreaterThan(1);
    for (const { text, provenance } of parts) {
      expect(text.length).toBeLessThanOrEqual(MAX_PART_CHARACTERS);
      const raw = contents.subarray(provenance.byteStart, provenance.byteEnd);
      expect(new TextDecoder(source.files[0]?.encoding?.name).decode(raw) === text).toBe(true);
    }
  });

  it('a quotation mark or bar among trail bytes is none: tables too', async () => {
    const encode = encoder('shift_jis');
    const rows = Array.from({ length: 30 }, (_, i) => `${i},"${samples.shift_jis}\nソ表能予",x`);
    const contents = encode(`id,text,more\n${rows.join('\n')}\n`);
    const { parts, texts } = await importTexts([file('a.csv', contents)]);
    expect(texts).toHaveLength(30);
    const { byteStart = 0, byteEnd = 0 } = parts[7]?.provenance ?? {};
    expect(new TextDecoder('shift_jis').decode(contents.subarray(byteStart, byteEnd))).toBe(rows[7]);
  });

  it('lengths are those of the decoder, for every character of every table', () => {
    for (const encoding of [...MULTI_BYTE].filter((name) => name !== 'euc-jp')) {
      const measure = lengthIn(encoding);
      const encode = encoder(encoding);
      const decoder = new TextDecoder(encoding);
      for (let unit = 0x80; unit < 0x10000; unit++) {
        const text = String.fromCharCode(unit);
        const sequence = encode(text);
        if (decoder.decode(sequence) !== text) continue;
        if (measure?.(text) !== sequence.length)
          expect(`${encoding} ${unit.toString(16)}: ${measure?.(text)}`).toBe(sequence.length);
      }
    }
  });
});

describe('damaged files', () => {
  it('UTF-8 with a few bad bytes stays UTF-8, says so, and rows keep their true bytes', async () => {
    const good = Array.from({ length: 200 }, (_, i) => `{"text":"Grüße aus Österreich, Nummer ${i}"}`);
    const lines = good.map((line) => bytes(line));
    lines[50] = joined([bytes('{"text":"kaputt '), Uint8Array.of(0xff, 0xfe, 0xc3), bytes(' hier"}')]);
    const contents = joined(lines.flatMap((line) => [line, bytes('\n')]));
    const { source, texts, parts, codes } = await importTexts([file('a.jsonl', contents)]);
    expect(source.files[0]?.encoding).toMatchObject({ name: 'utf-8', how: 'statistics' });
    expect(source.files[0]?.encoding?.confidence).toBeGreaterThan(0.9);
    expect(texts[50]).toBe('kaputt \ufffd\ufffd\ufffd hier');
    expect(codes).toEqual(['import/replaced-bytes']);
    expect(source.files[0]?.problems[0]?.count).toBe(3);
    const last = parts.at(-1)?.provenance;
    expect(new TextDecoder().decode(contents.subarray(last?.byteStart, last?.byteEnd))).toBe(good.at(-1));
  });

  it('halves of surrogate pairs in three bytes do not make a file something else than UTF-8', async () => {
    const contents = joined([
      bytes('{"text":"plain"}\n{"text":"raw '),
      Uint8Array.of(0xed, 0xa0, 0xbd),
      bytes(' bytes"}\n'),
    ]);
    const { source, texts, codes } = await importTexts([file('a.jsonl', contents)]);
    expect(source.files[0]?.encoding?.name).toBe('utf-8');
    expect(texts[1]).toMatch(/^raw \ufffd+ bytes$/);
    expect(codes).toEqual(['import/replaced-bytes']);
  });

  it('a marked file that is not what its mark says is read as far as it can be', async () => {
    const contents = joined([Uint8Array.of(0xef, 0xbb, 0xbf), bytes('before\n'), Uint8Array.of(0xff), bytes('after')]);
    const { texts, codes, parts } = await importTexts([file('a.txt', contents)]);
    expect(texts).toEqual(['before\n\ufffdafter']);
    expect(codes).toEqual(['import/replaced-bytes']);
    expect(parts[0]?.provenance).toMatchObject({ byteStart: 3, byteEnd: contents.length });
  });

  it('UTF-16 with a lone surrogate and an odd byte is read', async () => {
    const contents = Uint8Array.of(0xff, 0xfe, 0x41, 0, 0x3d, 0xd8, 0x42, 0, 0x43);
    const { texts, codes } = await importTexts([file('a.txt', contents)]);
    expect(texts).toEqual(['A\ufffdB\ufffd']);
    expect(codes).toEqual(['import/replaced-bytes']);
  });

  it('a file that stops being UTF-8 after megabytes is not UTF-8 from the start', async () => {
    const late = joined([
      bytes('plain words. '.repeat(400_000)),
      encoder('windows-1252')(samples['windows-1252'] ?? ''),
    ]);
    const { source, texts } = await importTexts([file('a.txt', late)]);
    expect(source.files[0]?.encoding?.how).toBe('statistics');
    expect(texts[0]?.endsWith('„süß“ und schäbig.')).toBe(true);
  });
});

it('decodes windows-1252 as the Encoding Standard says, in Node too', () => {
  expect(makeDecoder('windows-1252').decode(Uint8Array.of(0x80, 0x93, 0x94, 0x96, 0x9f, 0xe4))).toBe('€“”–Ÿä');
});

it('counts UTF-8 bytes as the encoder does', () => {
  for (const text of ['', 'plain', 'ß', 'ࠀ', '\uffff', '😀', 'a😀ß€'])
    expect(utf8Length(text)).toBe(bytes(text).length);
});
