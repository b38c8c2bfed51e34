import { describe, expect, it } from 'vitest';
import { utf8Length } from '../encoding/encoded-length';
import { splitCorpus } from '../split/split-corpus';
import { SplitPlan } from '../split/split-plan';
import { DocumentRanges } from '../split/text-ranges';
import { augmentations } from './index';
import { type AugmentPlan, runAugmentations } from './run-augmentations';
import { parseSynonyms } from './synonyms';
import { synonymsFile } from './testing/material';
import { trainingRows, trainingTexts } from './training';

const signal = new AbortController().signal;
const document = (i: number) => `Document ${i} has some words. They are the quick words of number ${i}.`;
const corpus = (n: number) => Array.from({ length: n }, (_, i) => document(i));
const all = (n: number) => trainingRows(corpus(n), new Uint8Array(n));
const setting = (id: string, options: Record<string, unknown> = {}) => ({ id, on: true, options });

async function run(n: number, plan: Partial<AugmentPlan>, rows = all(n)) {
  const copies = [];
  for await (const copy of runAugmentations('text', rows, { seed: 1, settings: [], ...plan }, { signal }))
    copies.push(copy);
  return copies;
}

describe('runAugmentations', () => {
  it('copies as many documents as the rate says', async () => {
    for (const rate of [0, 0.1, 0.5, 1]) {
      const copies = await run(2000, { settings: [setting('reversal', { rate })] });
      // 2,000 coins: at most 5 standard deviations of 22 off.
      expect(Math.abs(copies.length - 2000 * rate)).toBeLessThanOrEqual(5 * Math.sqrt(2000 * rate * (1 - rate)));
      expect(new Set(copies.map(({ record }) => record.document)).size).toBe(copies.length);
    }
  });

  it('makes each copy a function of seed, id and document alone', async () => {
    const settings = [setting('eda', { rate: 0.5, copies: 2 }), setting('noise', { rate: 0.5 })];
    const both = await run(100, { settings });
    expect(both).toEqual(await run(100, { settings }));
    const alone = await run(100, { settings: settings.slice(1) });
    expect(both.filter(({ record }) => record.augmentation === 'noise')).toEqual(alone);
    // The first half of the corpus does not know the second.
    expect(both.filter(({ record }) => record.document < 50)).toEqual(await run(50, { settings }));
    expect(await run(100, { settings, seed: 2 })).not.toEqual(both);
    const copies = both.filter(({ record }) => record.augmentation === 'eda');
    expect(copies.filter(({ record }) => record.copy === 1).length).toBeGreaterThan(30);
    expect(new Set(copies.map(({ value }) => value)).size).toBeGreaterThan(copies.length * 0.9);
  });

  it('stays below the cap, favouring no end of the corpus', async () => {
    const n = 2000;
    const originalSize = corpus(n).reduce((sum, text) => sum + utf8Length(text), 0);
    const settings = [setting('reversal', { rate: 1 }), setting('document-rotation', { rate: 1 })];
    const free = await run(n, { settings });
    expect(free).toHaveLength(2 * n);
    const capped = await run(n, { settings, most: 1.5, originalSize });
    const size = capped.reduce((sum, { value }) => sum + utf8Length(value), 0);
    expect(size).toBeLessThanOrEqual(0.5 * originalSize);
    expect(size).toBeGreaterThan(0.4 * originalSize);
    const early = capped.filter(({ record }) => record.document < n / 2).length;
    expect(early / capped.length).toBeGreaterThan(0.42);
    expect(early / capped.length).toBeLessThan(0.58);
    expect(await run(n, { settings, most: 1, originalSize })).toEqual([]);
    expect(await run(n, { settings, most: 3.5, originalSize })).toEqual(free);
  });

  it('says what it left out and what did not apply', async () => {
    const told: string[] = [];
    const context = {
      signal,
      onNotApplicable: (id: string) => told.push(`${id} cannot`),
      onLeftOut: (id: string) => told.push(`${id} over`),
    };
    const rows = () => trainingRows(['word', 'some more words here'], [0, 0]);
    const plan = { seed: 1, settings: [setting('reversal', { rate: 1, tag: false })] };
    for await (const _ of runAugmentations('text', rows(), plan, context));
    expect(told).toEqual(['reversal cannot']);
    // Everything would fit on average, but the one copy is longer than all that was allowed.
    const tight = { ...plan, most: 2, originalSize: 5 };
    for await (const _ of runAugmentations('text', rows(), tight, context));
    expect(told).toEqual(['reversal cannot', 'reversal cannot', 'reversal over']);
  });

  it('runs only what is on and of the kind, and refuses what is unknown', async () => {
    expect(await run(5, { settings: [{ ...setting('reversal', { rate: 1 }), on: false }] })).toEqual([]);
    expect(await run(5, { settings: [setting('pair-swap', { rate: 1 })] })).toEqual([]);
    await expect(run(5, { settings: [setting('nothing')] })).rejects.toMatchObject({
      report: { code: 'registry/unknown' },
    });
  });

  it('swaps pairs and shifts windows too', async () => {
    const settings = [setting('pair-swap', { rate: 1, tag: false }), setting('window-shift', { rate: 1 })];
    const pairs = trainingRows([{ source: 'a', target: 'b' }], [0]);
    for await (const { value } of runAugmentations('pair', pairs, { seed: 1, settings }, { signal }))
      expect(value).toEqual({ source: 'b', target: 'a' });
    const windows = trainingRows([[1, 2]], [0]);
    for await (const { value } of runAugmentations('tokens', windows, { seed: 1, settings }, { signal }))
      expect(value).toEqual([2, 1]);
  });

  it('stops when cancelled', async () => {
    const cancel = new AbortController();
    async function* endless() {
      for (;;) yield document(1);
    }
    // Sides for more rows than come before the end.
    const rows = trainingRows(endless(), new Uint8Array(1 << 24));
    const plan = { seed: 1, settings: [setting('noise', { rate: 1 })] };
    setTimeout(() => cancel.abort(), 60);
    const running = async () => {
      for await (const _ of runAugmentations('text', rows, plan, { signal: cancel.signal }));
    };
    await expect(running()).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('validation documents', () => {
  const count = 40;
  const parts = Array.from({ length: count }, (_, i) => `Row ${i} ${`marker${i}x `.repeat(60)}`);
  const ranges = new DocumentRanges();
  let at = 0;
  for (const part of parts) ranges.add(at, (at += part.length));
  const text = parts.join('');
  const split = splitCorpus(ranges, new SplitPlan({ by: 'document', validationFraction: 0.3, seed: 1 }), () => 0);
  const markers = (value: string) => new Set(value.match(/marker\d+x/g));
  const validation = markers([...split.validation].map(({ start, end }) => text.slice(start, end)).join(''));

  it('are never read, and nothing of them is in any copy, by any augmentation', async () => {
    const settings = augmentations.entries.map(({ id }) => setting(id, { rate: 1 }));
    const synonyms = parseSynonyms(synonymsFile());
    const read: string[] = [];
    const texts = trainingTexts(split, ({ start, end }) => {
      read.push(text.slice(start, end));
      return [text.slice(start, end)];
    });
    let copies = '';
    for await (const { value } of runAugmentations('text', texts, { seed: 1, settings }, { signal, synonyms }))
      copies += value;
    expect(validation.size).toBeGreaterThan(5);
    expect(markers(read.join('')).size).toBe(count - validation.size);
    for (const marker of markers(copies)) expect(validation).not.toContain(marker);
    expect(markers(copies).size).toBeGreaterThan(0.9 * (count - validation.size));
  });

  it('cannot be given to the runner: types refuse what no split made', () => {
    const plan = { seed: 1, settings: [] };
    async function* plain() {
      yield { document: 0, part: 0, value: 'text' };
    }
    // @ts-expect-error only trainingTexts and trainingRows make what the runner takes
    expect(runAugmentations('text', plain(), plan, { signal })).toBeDefined();
  });

  it('are passed over among rows', async () => {
    const values: string[] = [];
    for await (const { value } of trainingRows(['a', 'b', 'c', 'd'], [0, 1, 0, 2])) values.push(value);
    expect(values).toEqual(['a', 'c']);
  });
});

describe('parseSynonyms', () => {
  it('reads our file: small, with words that mean the same', () => {
    const file = synonymsFile();
    expect(file.length).toBeLessThan(700_000);
    const synonyms = parseSynonyms(file);
    expect(synonyms.of('abandon')).toEqual(expect.arrayContaining(['forsake', 'vacate']));
    expect(synonyms.of('abandon')).not.toContain('abandon');
    expect(synonyms.of('ocean').length + synonyms.of('quick').length).toBeGreaterThan(1);
    expect(synonyms.of('the')).toEqual([]);
    expect(synonyms.of('__proto__')).toEqual([]);
  });

  it('refuses what is no list', () => {
    for (const bad of ['', '\n\n', 'x', 'y'.repeat((4 << 20) + 1)])
      expect(() => parseSynonyms(bad)).toThrow(
        expect.objectContaining({ report: expect.objectContaining({ code: 'augment/synonyms' }) }),
      );
  });
});
