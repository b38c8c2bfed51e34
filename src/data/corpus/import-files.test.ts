import { gzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { MAX_PART_CHARACTERS } from '@/schema/document';
import { documentsOf } from '@/schema/shape';
import { memoryStorage } from '@/storage/memory';
import { CorpusStore } from './corpus-store';
import { importFiles } from './import-files';
import { bytes, file, importTexts } from './testing/import-texts';

/** The file's bytes that a document claims to come from, decoded. */
const slice = (contents: Uint8Array, range: { byteStart: number; byteEnd: number }, encoding = 'utf-8') =>
  new TextDecoder(encoding).decode(contents.subarray(range.byteStart, range.byteEnd));

const utf16 = (text: string, bigEndian: boolean) => {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i), !bigEndian);
  return new Uint8Array(view.buffer);
};

describe('plain text', () => {
  it('makes one document of a file and keeps every character', async () => {
    const text = 'Grüße, κόσμε\r\n\n  zwei 👩‍👩‍👧\n';
    const { texts, source } = await importTexts([file('a.txt', text)]);
    expect(texts).toEqual([text]);
    expect(source.files[0]?.encoding).toEqual({ name: 'utf-8', how: 'valid UTF-8' });
    expect(source.textBytes).toBe(bytes(text).length);
  });

  it('cuts a long file into bounded parts whose byte ranges are theirs', async () => {
    const text = 'wörter und ώ mehr Wörter\n'.repeat(150_000);
    const contents = bytes(text);
    const { parts, texts } = await importTexts([file('long.txt', contents)]);
    expect(texts[0] === text).toBe(true);
    expect(parts.length).toBeGreaterThan(3);
    for (const part of parts) {
      expect(part.text.length).toBeLessThanOrEqual(MAX_PART_CHARACTERS);
      expect(slice(contents, part.provenance) === part.text).toBe(true);
    }
    for (const next of parts.slice(1)) expect(next.text).toMatch(/^\s/);
  });

  it('takes a 10 MB single line without white space, never splitting a character', async () => {
    const text = '😀'.repeat(2_500_000);
    const { texts, source } = await importTexts([file('line.txt', text)]);
    expect(texts[0] === text).toBe(true);
    expect(source.documents).toBe(1);
  });

  it('reads files of unknown kind when they hold text', async () => {
    expect((await importTexts([file('notes.xyz', 'hello there')])).texts).toEqual(['hello there']);
  });
});

describe('encodings are detected, never assumed', () => {
  const german = 'Die Bäume wären schöner, wenn die Vögel früher übten. Straße, Füße, Größe. '.repeat(20);
  const latin1 = Uint8Array.from(german, (c) => c.charCodeAt(0));
  it.each([
    ['byte-order mark', 'utf-8', new Uint8Array([0xef, 0xbb, 0xbf, ...bytes(german)])],
    ['byte-order mark', 'utf-16le', new Uint8Array([0xff, 0xfe, ...utf16(german, false)])],
    ['byte-order mark', 'utf-16be', new Uint8Array([0xfe, 0xff, ...utf16(german, true)])],
    ['null-byte pattern', 'utf-16le', utf16(german, false)],
    ['null-byte pattern', 'utf-16be', utf16(german, true)],
    ['statistics', 'windows-1252', latin1],
  ])('%s: %s', async (how, name, contents) => {
    const { texts, source, parts } = await importTexts([file('a.txt', contents)]);
    expect(texts).toEqual([german]);
    expect(source.files[0]?.encoding).toMatchObject({ name, how });
    expect(slice(contents, parts[0]?.provenance ?? { byteStart: 0, byteEnd: 0 }, name)).toBe(german);
  });

  it('goes to statistics when a file stops being UTF-8 late', async () => {
    const contents = new Uint8Array([...bytes(`${'plain words. '.repeat(30_000)}`), ...latin1]);
    const { source, texts } = await importTexts([file('late.txt', contents)]);
    expect(source.files[0]?.encoding?.how).toBe('statistics');
    expect(texts[0]?.endsWith(german)).toBe(true);
  });

  it('names the encoding of every file of a mixed folder', async () => {
    const { source } = await importTexts([
      file('d/a.txt', german),
      file('d/b.txt', latin1),
      file('d/c.txt', utf16(german, false)),
    ]);
    expect(source.files.map((f) => f.encoding?.name)).toEqual(['utf-8', 'windows-1252', 'utf-16le']);
  });
});

describe('rows', () => {
  it('reads JSON Lines, tells the broken line and keeps the rest, with exact ranges', async () => {
    const contents = bytes(
      '{"id":1,"text":"früh am Tag"}\r\n{"id":2,"text":oops}\n\n"a bare string"\n{"id":4,"text":"last one"}',
    );
    const { texts, source, parts, codes } = await importTexts([file('a.jsonl', contents)]);
    expect(texts).toEqual(['früh am Tag', 'a bare string', 'last one']);
    expect(codes).toEqual(['import/json-line']);
    expect(source.files[0]?.problems[0]?.where).toBe('a.jsonl, line 2');
    expect(parts.map((p) => p.provenance.row)).toEqual([1, 4, 5]);
    expect(JSON.parse(slice(contents, parts[0]?.provenance ?? { byteStart: 0, byteEnd: 0 }))).toEqual({
      id: 1,
      text: 'früh am Tag',
    });
  });

  it('has exact ranges in UTF-16 too', async () => {
    const contents = utf16('{"text":"Ċ one ਊ"}\n{"text":"two words"}\n', true);
    const { texts, parts } = await importTexts([file('a.jsonl', contents)]);
    expect(texts).toEqual(['Ċ one ਊ', 'two words']);
    const second = parts[1]?.provenance ?? { byteStart: 0, byteEnd: 0 };
    expect(JSON.parse(slice(contents, second, 'utf-16be'))).toEqual({ text: 'two words' });
  });

  it('reads JSON lists, alone or inside an object, strings with brackets included', async () => {
    const rows = [
      { title: 'a', body: 'some ] long " text, here' },
      { title: 'b', body: 'more {text} there' },
    ];
    for (const json of [JSON.stringify(rows), JSON.stringify({ meta: { tags: ['x'] }, data: rows }, null, 2)]) {
      const contents = bytes(json);
      const { texts, parts, source } = await importTexts([file('a.json', contents)]);
      expect(texts).toEqual(rows.map((r) => r.body));
      expect(parts.map((p) => JSON.parse(slice(contents, p.provenance)))).toEqual(rows);
      expect(source.columns?.mapping.columns.map(({ name }) => name)).toEqual(['body']);
    }
  });

  it('keeps the elements before a JSON file breaks off', async () => {
    const { texts, codes } = await importTexts([file('a.json', '["first text","second text","thi')]);
    expect(texts).toEqual(['first text', 'second text']);
    expect(codes).toEqual(['import/truncated-json']);
  });

  it('reads nested texts and chats', async () => {
    const rows = [
      {
        id: 'x1',
        messages: [
          { role: 'user', content: 'how are you today' },
          { role: 'bot', content: 'quite well thanks' },
        ],
      },
    ];
    const { texts } = await importTexts([file('chat.json', JSON.stringify(rows))]);
    expect(texts).toEqual(['user: how are you today\n\nbot: quite well thanks']);
  });

  it('reads CSV: delimiter found, quoted line breaks kept, ragged rows told and kept', async () => {
    const csv =
      'id;review;stars\n1;"good ""film""\nand long; indeed";5\n2;only two cells here\n3;too many cells here;1;9\n';
    const contents = bytes(csv);
    const { texts, source, parts, codes } = await importTexts([file('a.csv', contents)]);
    expect(texts).toEqual(['good "film"\nand long; indeed', 'only two cells here', 'too many cells here']);
    expect(source.columns?.mapping.columns.map(({ name }) => name)).toEqual(['review', 'stars']);
    expect(source.columns?.mapping.shape).toBe('labelled');
    expect(source.columns?.available.map((c) => c.name)).toEqual(['id', 'review', 'stars']);
    expect(codes).toEqual(['import/ragged-rows']);
    expect(source.files[0]?.problems[0]).toMatchObject({ count: 2, where: 'a.csv, row 3' });
    expect(slice(contents, parts[0]?.provenance ?? { byteStart: 0, byteEnd: 0 })).toBe(
      '1;"good ""film""\nand long; indeed";5',
    );
  });

  it('does not let one stray quote swallow the rest of a table', async () => {
    const rows = Array.from({ length: 50 }, (_, i) => `${i},row number ${i}`);
    rows[3] = '3,"never closed';
    const { texts, codes } = await importTexts([file('a.csv', `id,text\n${rows.join('\n')}\n`)]);
    expect(codes).toContain('import/unclosed-quote');
    expect(texts.filter((t) => t.startsWith('row number'))).toHaveLength(49);
  });

  it('takes the columns that the person chose, joined by a blank line', async () => {
    const { texts } = await importTexts([file('a.tsv', 'title\ttext\nA day\tIt was long\n')], {
      mapping: documentsOf(['title', 'text']),
    });
    expect(texts).toEqual(['A day\n\nIt was long']);
  });

  it('replaces lone surrogates and says how many', async () => {
    const { texts, source } = await importTexts([file('a.jsonl', '{"text":"half \\ud83d a smile and \\ude00 too"}\n')]);
    expect(texts).toEqual(['half \ufffd a smile and \ufffd too']);
    expect(source.files[0]?.problems[0]).toMatchObject({ code: 'import/lone-surrogates', count: 2 });
  });
});

describe('archives', () => {
  it('reads .gz, .zip and a .gz inside a .zip, with their paths', async () => {
    const zip = zipSync({
      'in/a.txt': bytes('first'),
      'in/b.jsonl.gz': gzipSync(bytes('{"text":"second one"}\n')),
      '__MACOSX/._a.txt': bytes('x'),
    });
    const { texts, source } = await importTexts([file('pack.zip', zip), file('c.txt.gz', gzipSync(bytes('third')))]);
    expect(texts).toEqual(['first', 'second one', 'third']);
    expect(source.files.map((f) => f.path)).toEqual(['pack.zip/in/a.txt', 'pack.zip/in/b.jsonl.gz', 'c.txt.gz']);
  });

  it('refuses names that lead out of the archive and reads the rest', async () => {
    const zip = zipSync({ '../evil.txt': bytes('no'), 'good.txt': bytes('yes'), '/etc/x.txt': bytes('no') });
    const { texts, codes } = await importTexts([file('p.zip', zip)]);
    expect(texts).toEqual(['yes']);
    expect(codes.filter((c) => c === 'import/unsafe-name')).toHaveLength(2);
  });

  it('tells of a truncated gzip and keeps the other files', async () => {
    const whole = gzipSync(bytes('some words that go on and on, never twice the same: '.repeat(1000) + Math.PI));
    const { texts, codes, source } = await importTexts([
      file('t.txt.gz', whole.subarray(0, whole.length - 20)),
      file('b.txt', 'fine'),
    ]);
    expect(codes).toEqual(['import/truncated-gzip']);
    expect(source.files[0]?.problems[0]?.where).toBe(`t.txt.gz, byte ${whole.length - 20}`);
    expect(texts).toEqual(['fine']);
  });

  it('tells of a zip without its directory', async () => {
    const zip = zipSync({ 'a.txt': bytes('text') });
    expect((await importTexts([file('z.zip', zip.subarray(0, zip.length - 30))])).codes).toEqual([
      'import/damaged-zip',
    ]);
  });

  it('stops a bomb by its streamed output, whatever it declares', async () => {
    const bomb = gzipSync(new Uint8Array(64 << 20).fill(97), { level: 9 });
    const { codes, texts } = await importTexts([file('bomb.txt.gz', bomb), file('b.txt', 'fine')]);
    expect(codes).toEqual(['import/expands-too-much']);
    expect(texts).toEqual(['fine']);
  });
});

describe('what cannot be read is said, and the rest goes on', () => {
  it.each([
    ['empty.txt', '', 'import/empty'],
    ['picture.txt', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]), 'import/binary'],
    ['noise.txt', Uint8Array.from({ length: 4096 }, (_, i) => (i * 7919 + (i >> 3)) % 32), 'import/binary'],
    ['numbers.csv', 'a,b\n,\n', 'import/no-text'],
    ['not.json', 'this is no json', 'import/json-shape'],
  ])('%s', async (path, contents, code) => {
    const { codes, source, texts } = await importTexts([file(path, contents), file('b.txt', 'fine')]);
    expect(codes).toEqual([code]);
    expect(source.files[0]?.problems[0]?.where).toContain(path);
    expect(texts).toEqual(['fine']);
  });
});

describe('CorpusStore', () => {
  const options = () => ({ onProgress: () => {}, signal: new AbortController().signal });

  it('adds up drops, removes one, and finds the rest again on the next visit', async () => {
    const storage = memoryStorage();
    const store = await CorpusStore.open(storage);
    const a = await importFiles(store, [file('a.txt', 'one')], 'file', 'a', options());
    await importFiles(store, [file('b.jsonl', '"two words"\n"three"\n')], 'file', 'b', options());
    expect(store.documentCount).toBe(3);
    await store.remove(a.id);
    const again = await CorpusStore.open(storage);
    expect(again.sources).toEqual(store.sources);
    const found: [number, string][] = [];
    for await (const { document, text } of again.partsFrom(1, 5)) found.push([document, text]);
    expect(found).toEqual([[1, 'three']]);
  });

  it('leaves nothing behind when an import is cancelled', async () => {
    const storage = memoryStorage();
    const store = await CorpusStore.open(storage);
    const controller = new AbortController();
    const onProgress = () => controller.abort();
    const work = importFiles(store, [file('a.txt', 'one '.repeat(1 << 20)), file('b.txt', 'two')], 'file', 'a', {
      onProgress,
      signal: controller.signal,
    });
    await expect(work).rejects.toMatchObject({ name: 'AbortError' });
    expect(await storage.list('')).toEqual([]);
  });
});
