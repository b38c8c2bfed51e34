import { gzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { bytes, file, importTexts } from '../corpus/testing/import-texts';
import { joined } from '../encoding/byte-source';
import { crc32 } from './crc32';
import { EXPANSION_LIMITS } from './expansion';
import { isJunk, unsafeName } from './member-name';

const words = (n: number) => Array.from({ length: n }, (_, i) => `word${(i * 7919) % 1009}`).join(' ');

describe('gzip', () => {
  it('reads several members in one file, as bgzip writes them', async () => {
    const members = [words(3000), words(10), 'the end'];
    const { texts, codes } = await importTexts([
      file('a.txt.gz', joined(members.map((text) => gzipSync(bytes(text))))),
    ]);
    expect(codes).toEqual([]);
    expect(texts).toEqual([members.join('')]);
  });

  it('says where a truncated file breaks off, wherever that is', async () => {
    const whole = gzipSync(bytes(words(2000)));
    for (const length of [3, 9, 17, 400, whole.length - 9, whole.length - 8, whole.length - 1]) {
      const { codes, source } = await importTexts([file('a.txt.gz', whole.subarray(0, length))]);
      expect(codes, `${length} bytes`).toEqual(['import/truncated-gzip']);
      expect(source.documents).toBe(0);
      expect(source.files[0]?.problems[0]?.where).toBe(`a.txt.gz, byte ${length}`);
    }
  });

  it('says that a file is damaged in the middle', async () => {
    const whole = gzipSync(bytes(words(20_000)));
    const middle = whole.length >> 1;
    for (let i = middle; i < middle + 20; i++) whole[i] = 255 - (whole[i] ?? 0);
    const { codes, texts } = await importTexts([file('a.txt.gz', whole)]);
    expect(codes[0]).toMatch(/^import\/(damaged|truncated)-gzip$/);
    expect(texts).toEqual([]);
  });

  it('says so when a .gz is none', async () => {
    expect((await importTexts([file('a.txt.gz', 'just text, of some length')])).codes).toEqual(['import/damaged-gzip']);
  });
});

describe('zip', () => {
  it('reads stored and deflated members and archives in archives, and passes over junk', async () => {
    const inner = zipSync({ 'deep.txt': bytes('deep'), 'rows.jsonl.gz': gzipSync(bytes('{"text":"a row here"}')) });
    const zip = zipSync({
      'stored.txt': [bytes('stored'), { level: 0 }],
      'folder/': new Uint8Array(0),
      'folder/inner.zip': inner,
      '__MACOSX/._stored.txt': bytes('x'),
      'folder/.DS_Store': bytes('x'),
    });
    const { texts, source, storage } = await importTexts([file('a.zip', zip)]);
    expect(texts).toEqual(['stored', 'deep', 'a row here']);
    expect(source.files.map(({ path }) => path)).toEqual([
      'a.zip/stored.txt',
      'a.zip/folder/inner.zip/deep.txt',
      'a.zip/folder/inner.zip/rows.jsonl.gz',
    ]);
    // What inner archives were unpacked to is gone.
    expect(await storage.list('')).toEqual(['index.bin', 'source.json', 'text.bin'].map((n) => `sources/000001/${n}`));
  });

  it('keeps the ranges of members in the member', async () => {
    const rows = bytes('id,text\n1,some words here\n2,and some more\n');
    const { parts } = await importTexts([file('a.zip', zipSync({ 'b/rows.csv': rows }))]);
    const { file: path, byteStart = 0, byteEnd = 0 } = parts[1]?.provenance ?? {};
    expect(path).toBe('a.zip/b/rows.csv');
    expect(new TextDecoder().decode(rows.subarray(byteStart, byteEnd))).toBe('2,and some more');
  });

  it('refuses what lies about its checksum, its method or its place, and reads the rest', async () => {
    const make = () => zipSync({ 'a.txt': bytes(words(50)), 'b.txt': bytes('fine') });
    const directory = (zip: Uint8Array) =>
      zip.findIndex((_, i) => zip[i] === 0x50 && zip[i + 1] === 0x4b && zip[i + 2] === 1);
    const lies: [offset: number, value: number, code: string][] = [
      [16, 0x55, 'import/damaged-zip'],
      [10, 93, 'import/unsupported-zip'],
      [8, 1, 'import/unsupported-zip'],
      [42, 99, 'import/damaged-zip'],
      [20, 9, 'import/damaged-zip'],
    ];
    for (const [offset, value, code] of lies) {
      const zip = make();
      zip[directory(zip) + offset] = value;
      const { texts, codes } = await importTexts([file('a.zip', zip)]);
      expect(codes, `offset ${offset}`).toEqual([code]);
      expect(texts).toEqual(['fine']);
    }
  });

  it('says that there is nothing in it, or no zip at all', async () => {
    expect((await importTexts([file('a.zip', zipSync({ '__MACOSX/x': bytes('x') }))])).codes).toEqual(['import/empty']);
    expect((await importTexts([file('a.zip', 'no zip')])).codes).toEqual(['import/damaged-zip']);
    expect((await importTexts([file('a.zip', '')])).codes).toEqual(['import/damaged-zip']);
  });
});

describe('bombs', () => {
  const limits = { ...EXPANSION_LIMITS, ratioFromBytes: 100_000, totalBytes: 1e6, entries: 50 };
  // Not compressible to a two-hundredth: only the total is at fault.
  const noise = (n: number) =>
    bytes(Array.from({ length: n }, (_, i) => Math.imul(i, 2654435761).toString(36)).join(' '));

  it('are stopped by ratio, in a gzip, in a member, and over many small members together', async () => {
    const a = new Uint8Array(400_000).fill(97);
    const one = await importTexts([file('a.txt.gz', gzipSync(a))], { limits });
    expect(one.codes).toEqual(['import/expands-too-much']);
    const member = await importTexts([file('a.zip', zipSync({ 'a.txt': a, 'b.txt': bytes('fine') }))], { limits });
    expect(member.codes).toContain('import/expands-too-much');
    const small = new Uint8Array(90_000).fill(97);
    const many = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`${i}.txt`, small]));
    const all = await importTexts([file('a.zip', zipSync(many))], { limits });
    expect(all.codes).toContain('import/expands-too-much');
  });

  it('are stopped by total, and what came before is kept', async () => {
    const part = noise(60_000);
    const many = Object.fromEntries(Array.from({ length: 5 }, (_, i) => [`${i}.txt`, part]));
    const { codes, source } = await importTexts([file('a.zip', zipSync(many))], { limits });
    expect(codes).toEqual(['import/expands-too-much']);
    expect(source.documents).toBe(Math.floor(1e6 / part.length));
  });

  it('are stopped by the number of entries and by depth', async () => {
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`${i}.txt`, bytes(`text ${i}`)]));
    const { codes, source } = await importTexts([file('a.zip', zipSync(many))], { limits });
    expect(codes).toEqual(['import/expands-too-much']);
    expect(source.documents).toBe(50);
    let nested = bytes('text');
    for (let i = 0; i < 5; i++) nested = zipSync({ [i === 0 ? 'a.txt' : 'a.zip']: nested });
    expect((await importTexts([file('a.zip', nested)])).codes).toEqual(['import/nested-archive']);
  });

  it('of zeros are named bombs, not binary files', async () => {
    const member = gzipSync(new Uint8Array(20e6));
    expect((await importTexts([file('a.txt.gz', joined([member, member]))])).codes).toEqual([
      'import/expands-too-much',
    ]);
  });
});

it('knows names that lead out of an archive, and junk', () => {
  for (const name of ['../a', 'a/../../b', '..\\a', '/a', '\\a', 'C:\\a', 'c:a', 'a\0.txt'])
    expect(unsafeName(name)).toBeTruthy();
  for (const name of ['a', 'a/b..c', '...', 'a/.hidden']) expect(unsafeName(name)).toBeUndefined();
  for (const name of [
    ...['__MACOSX/a', 'a/.DS_Store', 'Thumbs.db', '._a.txt', 'a/.git/config'],
    ...['a/.env', 'a.zip/.ssh/key', 'a/node_modules/b/c.js', 'a\\__pycache__\\b'],
  ])
    expect(isJunk(name)).toBe(true);
  for (const name of ['a.txt', 'git/a', '_a', '.hidden.txt', 'node_modules/b/c.js', 'a/..b', 'a/b.c/d'])
    expect(isJunk(name)).toBe(false);
});

it('computes CRC-32, whole or continued', () => {
  // The check value of ISO 3309 in Williams' catalogue.
  expect(crc32(bytes('123456789'))).toBe(0xcbf43926);
  expect(crc32(bytes('6789'), crc32(bytes('12345')))).toBe(0xcbf43926);
});
