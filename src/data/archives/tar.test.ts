import { gzipSync } from 'fflate';
import { packTar, type TarEntry } from 'modern-tar';
import { describe, expect, it } from 'vitest';
import { bytes, file, importTexts } from '../corpus/testing/import-texts';
import { EXPANSION_LIMITS } from './expansion';

const entry = (name: string, text: string): TarEntry => ({ header: { name, size: bytes(text).length }, body: text });
/** Names of more than 100 characters need the prefix of ustar; of more than 255, a pax header. */
const deep = `${'folder/'.repeat(20)}a.txt`;
const veryDeep = `${'größer/'.repeat(50)}b.txt`;

describe('tar', () => {
  it('reads the files of an archive that another program wrote, folders, links and junk left out', async () => {
    const tar = await packTar([
      { header: { name: 'folder/', type: 'directory', size: 0 } },
      entry('folder/one.txt', 'first'),
      { header: { name: 'link.txt', type: 'symlink', size: 0, linkname: 'folder/one.txt' } },
      entry('._one.txt', 'x'),
      entry(deep, 'second'),
      entry(veryDeep, 'third'),
      entry('rows.csv', 'id,text\n1,some words here\n'),
    ]);
    const { texts, source, codes, parts } = await importTexts([file('a.tar', tar)]);
    expect(codes).toEqual([]);
    expect(texts).toEqual(['first', 'second', 'third', 'some words here']);
    expect(source.files.map(({ path }) => path)).toEqual(
      ['folder/one.txt', deep, veryDeep, 'rows.csv'].map((name) => `a.tar/${name}`),
    );
    // Ranges are those in the member.
    expect(parts[0]?.provenance).toMatchObject({ byteStart: 0, byteEnd: 5 });
  });

  it('reads .tar.gz and .tgz, and archives whose ending is missing or wrong', async () => {
    const tar = await packTar([entry('one.txt', 'first'), entry('two.txt', 'second')]);
    for (const [name, contents] of [
      ['a.tar.gz', gzipSync(tar)],
      ['a.tgz', gzipSync(tar)],
      ['a', gzipSync(tar)],
      ['a.txt', tar],
    ] as const) {
      const { texts, codes } = await importTexts([file(name, contents)]);
      expect(codes, name).toEqual([]);
      expect(texts, name).toEqual(['first', 'second']);
    }
  });

  it('says where it breaks off, wherever that is, and keeps the files before', async () => {
    const tar = await packTar([entry('one.txt', 'first'), entry('two.txt', 'second')]);
    for (const [length, kept] of [
      [100, 0],
      [514, 0],
      [1024 + 300, 1],
      [1024 + 512 + 2, 1],
    ] as const) {
      const { codes, source } = await importTexts([file('a.tar', tar.subarray(0, length))]);
      expect(codes, `${length} bytes`).toEqual(['import/damaged-tar']);
      expect(source.documents).toBe(kept);
      expect(source.files.at(-1)?.problems[0]?.where).toBe(`a.tar, byte ${kept * 1024}`);
    }
  });

  it('says that it is damaged, none, or empty', async () => {
    const tar = await packTar([entry('one.txt', 'first'), entry('two.txt', 'second')]);
    tar[1024 + 3] = 65;
    expect((await importTexts([file('a.tar', tar)])).codes).toEqual(['import/damaged-tar']);
    expect((await importTexts([file('a.tar', 'no tar at all '.repeat(50))])).codes).toEqual(['import/damaged-tar']);
    expect((await importTexts([file('a.tar', new Uint8Array(1024))])).codes).toEqual(['import/empty']);
    expect((await importTexts([file('a.tar', '')])).codes).toEqual(['import/empty']);
  });

  it('refuses names that lead out of it, and stops at the limit of entries', async () => {
    const tar = await packTar([entry('../one.txt', 'no'), ...[1, 2, 3].map((i) => entry(`${i}.txt`, `text ${i}`))]);
    const limits = { ...EXPANSION_LIMITS, entries: 2 };
    const { codes, texts } = await importTexts([file('a.tar', tar)], { limits });
    expect(codes).toEqual(['import/unsafe-name', 'import/expands-too-much']);
    expect(texts).toEqual(['text 1', 'text 2']);
  });
});
