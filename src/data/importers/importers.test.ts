import { describe, expect, it } from 'vitest';
import { file, importTexts } from '../corpus/testing/import-texts';
import { joined } from '../encoding/byte-source';
import { importerFor } from './choose-importer';
import { importers } from './index';
import { cases, goodFile } from './testing/cases';

const MARK = Uint8Array.of(0xef, 0xbb, 0xbf);

it.each(importers.entries.map((entry) => [entry.id, entry] as const))(
  '%s declares itself wholly',
  async (id, entry) => {
    expect(Object.keys(cases)).toContain(id);
    expect(entry.label).not.toBe('');
    expect(entry.help).toMatch(/\.$/);
    expect(entry.extensions.length).toBeGreaterThan(0);
    for (const extension of entry.extensions) {
      expect(extension).toMatch(/^[a-z0-9]+$/);
      expect(importerFor(`a/b.c/NAME.${extension.toUpperCase()}`)).toBe(entry);
    }
    expect((await entry.load()).kind).toBe(entry.kind);
  },
);

describe.each(Object.entries(cases))('importer %s', (id, example) => {
  const entry = importers.get(id);
  const ending = entry.extensions[0] ?? '';

  it('brings every text back, and the bytes that it came from', async () => {
    const { texts, warnings = [], isOwn } = example;
    const good = await goodFile(example);
    for (const contents of entry.input === 'bytes' ? [good] : [good, joined([MARK, good])]) {
      const result = await importTexts([file(`a.${ending}`, contents)]);
      expect(result.texts).toEqual(texts);
      expect(result.codes).toEqual(warnings);
      expect(result.source.files[0]).toMatchObject({
        importer: id,
        documents: texts.length,
        sizeBytes: contents.length,
      });
      for (const { provenance, text } of result.parts) {
        expect(provenance.byteStart).toBeLessThan(provenance.byteEnd);
        expect(provenance.byteEnd).toBeLessThanOrEqual(contents.length);
        const raw = new TextDecoder().decode(contents.subarray(provenance.byteStart, provenance.byteEnd));
        if (isOwn) expect(isOwn(raw, text), raw.slice(0, 99)).toBe(true);
      }
    }
  });

  it('reads or explains whatever it is given', async () => {
    for (const hostile of example.hostile) {
      const { source } = await importTexts([file(`a.${ending}`, hostile), file('fine.txt', 'fine')]);
      expect(source.files).toHaveLength(2);
      const [bad, fine] = source.files;
      expect(fine?.documents).toBe(1);
      const shown = JSON.stringify(typeof hostile === 'string' ? hostile.slice(0, 40) : [...hostile.slice(0, 20)]);
      if (bad?.documents === 0) expect(bad.problems.length, shown).toBeGreaterThan(0);
      for (const problem of bad?.problems ?? []) {
        expect(problem.where).toContain(`a.${ending}`);
        expect(problem.remedy).not.toBe('');
        expect(problem.code, shown).toMatch(/^import\//);
      }
    }
  });

  it('is found without its ending where its contents tell', async () => {
    const good = await goodFile(example);
    const tells =
      entry.proves?.(good.subarray(0, 4096)) || entry.resembles?.(good.subarray(0, 4096)) || entry.zipMember;
    const { source, texts } = await importTexts([file('nameless', good)]);
    expect(source.files[0]?.importer).toBe(tells ? id : 'text');
    if (tells) expect(texts).toEqual(example.texts);
  });
});

it('an unknown ending is text', () => {
  for (const name of ['a', 'a.xyz', '.hidden', 'a.b/c']) expect(importerFor(name).id).toBe('text');
});

it('no two importers claim an ending', () => {
  const endings = importers.entries.flatMap(({ extensions }) => extensions);
  expect(endings).toEqual([...new Set(endings)]);
});

it('what the first bytes prove outranks the ending; what they resemble does not', async () => {
  const page = '<!doctype html><p>Some text';
  expect((await importTexts([file('a.txt', page)])).texts).toEqual([page]);
  expect((await importTexts([file('a', page)])).texts).toEqual(['Some text']);
});
