import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DocumentPart } from '@/schema/document';
import { Cleaner } from './cleaner';
import { type ChosenStep, cleanDocuments, cleanOne, parts } from './testing/clean-documents';
import { cuts, messy } from './testing/messy-text';

const clean = (documents: readonly DocumentPart[][], ...steps: readonly ChosenStep[]) =>
  cleanDocuments(documents, steps);
const one = cleanOne;

describe('unicode-nfc', () => {
  it('composes across the border of parts and equals normalize', async () => {
    await fc.assert(
      fc.asyncProperty(messy, cuts, async (text, where) => {
        const { kept } = await clean([parts(0, text, where)], ['unicode-nfc', {}]);
        expect(kept).toEqual([text.normalize('NFC')]);
      }),
      { numRuns: 500, seed: 2 },
    );
  });

  it('composes across parts for every character that has a canonical decomposition', async () => {
    const expected: string[] = [];
    const documents: DocumentPart[][] = [];
    for (let codePoint = 0xa0; codePoint < 0x30000; codePoint++) {
      const apart = String.fromCodePoint(codePoint).normalize('NFD');
      if (apart.length < 2 || (codePoint >= 0xac1c && codePoint < 0xd7a4)) continue; // Hangul's rule is one rule
      documents.push(parts(documents.length, `中${apart}中`, [1, 2, 3, 4]));
      expected.push(`中${apart}中`.normalize('NFC'));
    }
    expect(documents.length).toBeGreaterThan(2000);
    expect((await clean(documents, ['unicode-nfc', {}])).kept).toEqual(expected);
  });
});

describe('white-space', () => {
  it.each([
    ['line ends', 'a\r\nb\rc\u0085d\u2028e', {}, 'a\nb\nc\nd\ne'],
    ['blanks at line ends', 'a  \nb\t\n\n \nc', {}, 'a\nb\n\n\nc'],
    ['runs of blank lines', 'a\n\n\n\n\n\nb', {}, 'a\n\n\nb'],
    ['no blank lines at all', 'a\n\n\nb', { blankLines: 0 }, 'a\nb'],
    ['indentation', '\n\n    def f():\n        pass\n', {}, '    def f():\n        pass\n'],
    ['blanks within lines', 'a  b\tc', {}, 'a  b\tc'],
    ['runs of blanks when asked', 'a  b\t\tc\n  d', { runs: true }, 'a b c\n  d'],
    ['unusual blanks when asked', 'a\u00a0b\u3000c', { unusual: true }, 'a b c'],
    ['unusual blanks otherwise', 'a\u00a0b\u3000c', {}, 'a\u00a0b\u3000c'],
    ['the end of a document', 'a\n\n \n', {}, 'a\n'],
    ['the end of a document without line end', 'a  ', {}, 'a'],
    ['a document of white space', ' \n\t ', {}, ''],
    ['edges left alone', '\n\na\n\n', { edges: false }, '\n\na\n\n'],
  ] as const)('%s', async (_, text, options, expected) => {
    expect((await one('white-space', text, options)).text).toBe(expected);
  });

  it('is linear in a run of two million blanks', async () => {
    const started = performance.now();
    await one('white-space', `a${' '.repeat(2_000_000)}b${'\n '.repeat(500_000)}c`);
    // Quadratic would be hours; this takes some 50 ms.
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe('control-characters', () => {
  it('removes what nobody sees, keeps joiners and white space', async () => {
    const text = 'a\u0000b\u0007\u001b[0m\u0080c\u200bd\ufeffe\u00adf\u2060 👨‍👩‍👧 می‌خواهم\t\r\n\u0085';
    expect((await one('control-characters', text)).text).toBe('ab[0mcdef 👨‍👩‍👧 می‌خواهم\t\r\n\u0085');
  });

  it('removes marks of direction only when asked', async () => {
    const text = 'a\u200eb\u202ec';
    expect((await one('control-characters', text)).text).toBe(text);
    expect((await one('control-characters', text, { direction: true })).text).toBe('abc');
  });
});

describe('dropping', () => {
  it('drops empty documents and says so', async () => {
    const { kept, audits } = await clean(
      [parts(0, ' \n'), parts(1, 'x'), parts(2, '\u200b')],
      ['control-characters', {}],
      ['empty-documents', {}],
    );
    expect(kept).toEqual(['x']);
    expect(audits[1]).toMatchObject({ documentsIn: 3, changed: 0, dropped: { empty: 2 } });
  });

  it('drops exact duplicates, the first stays, however they are cut', async () => {
    const documents = ['same text', 'other', 'same text', 'same tex', 'same text'];
    const { kept, audits } = await clean(
      documents.map((text, i) => parts(i, text, [i, 2 * i])),
      ['exact-duplicates', {}],
      ['white-space', {}],
    );
    expect(kept).toEqual(['same text', 'other', 'same tex']);
    expect(audits[0]).toMatchObject({ documentsIn: 5, dropped: { duplicate: 2 } });
    expect(audits[0]?.examples[0]).toEqual({ file: 'file-2.txt', before: 'same text', after: '' });
    // What was dropped before it reached a step never was that step's.
    expect(audits[1]?.documentsIn).toBe(3);
  });

  it('finds no duplicates among 200,000 different short documents', async () => {
    const cleaner = await Cleaner.create([{ id: 'exact-duplicates', on: true, options: {} }]);
    for (let i = 0; i < 200_000; i++) for (const part of parts(i, i.toString(2))) cleaner.push(part);
    expect(cleaner.audits[0]?.dropped).toEqual({});
  });
});

it('passes over steps that are off and refuses unknown ones', async () => {
  const off = await Cleaner.create([{ id: 'unicode-nfc', on: false, options: {} }]);
  expect(off.audits).toEqual([]);
  await expect(Cleaner.create([{ id: 'nothing', on: true, options: {} }])).rejects.toMatchObject({
    report: { code: 'registry/unknown' },
  });
});

it('keeps examples around the first difference', async () => {
  const { audit } = await one('white-space', `${'before '.repeat(20)}here\r\nthere${' after'.repeat(40)}`);
  expect(audit?.examples).toHaveLength(1);
  const [example] = audit?.examples ?? [];
  expect(example?.before).toContain('here\r\nthere');
  expect(example?.after).toContain('here\nthere');
  expect(example?.before.length).toBeLessThan(160);
});
