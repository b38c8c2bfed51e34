import { expect, it } from 'vitest';
import type { OptionValue } from '@/base/options';
import { SplitPlan } from '../../split/split-plan';
import { cleanDocuments, parts } from '../testing/clean-documents';
import { wordsFrom } from '../testing/plain-words';

/** Holds out the documents with these numbers: they are the latest. */
const holding = (...heldOut: number[]) =>
  new SplitPlan({ by: 'time', validationFraction: 0.5, seed: 1 }, (document) => (heldOut.includes(document) ? 1 : 0));

const clean = (texts: readonly string[], split: SplitPlan, options: Record<string, OptionValue> = {}, rescued = [-1]) =>
  cleanDocuments(
    texts.map((text, i) => parts(i, text)),
    [['decontamination', options]],
    new Set(rescued),
    split,
  );

const prose = wordsFrom(0, 120).join(' ');
const near = `${prose} and so on`;
const other = wordsFrom(5000, 120).join(' ');

it('drops training documents that are held out too, for the reason that is true, and no held-out one', async () => {
  const texts = [near, other, prose, prose, other, near];
  const { drops, audits } = await clean(texts, holding(2, 5));
  expect(drops.map(({ document, reason }) => [document, reason])).toEqual([
    [0, 'in validation too'],
    [3, 'in validation too'],
  ]);
  expect(audits).toMatchObject([{ id: 'decontamination', documentsIn: 6, dropped: { 'in validation too': 2 } }]);
  const nearOnly = await clean(texts, holding(2));
  expect(nearOnly.drops.map(({ document, reason }) => [document, reason])).toEqual([
    [0, 'nearly in validation too'],
    [3, 'in validation too'],
    [5, 'nearly in validation too'],
  ]);
});

it('looks for whole texts only, and for what is more alike, where that is asked for', async () => {
  const texts = [near, prose, other];
  expect((await clean(texts, holding(1), { near: false })).drops).toEqual([]);
  expect((await clean(texts, holding(1), { threshold: 1 })).drops).toEqual([]);
  expect((await clean(texts, holding(1))).drops).toHaveLength(1);
});

it('leaves a rescued document in training', async () => {
  expect((await clean([prose, prose, prose], holding(1), {}, [0])).drops.map(({ document }) => document)).toEqual([2]);
});

it('compares what steps before it left, and decides the split from that', async () => {
  const split = holding(1, 3);
  const { drops } = await cleanDocuments(
    [`${prose}\n`, prose, 'short', 'other and short'].map((text, i) => parts(i, text)),
    [
      ['white-space', {}],
      ['length-bounds', { minCharacters: 8 }],
      ['decontamination', {}],
    ],
    new Set(),
    split,
  );
  expect(drops.map(({ document, step }) => [document, step])).toEqual([
    [2, 'length-bounds'],
    [0, 'decontamination'],
  ]);
  const unasked = { count: 2, totalBytes: 2, size: () => 1 };
  expect([...(split.sides([1, 2], unasked) ?? [])]).toEqual([1, 0]);
});

it('keeps a single document, and everything where only a block can be held out', async () => {
  expect((await clean([prose], holding(0))).drops).toEqual([]);
  const blocks = new SplitPlan({ by: 'document', validationFraction: 0.1, seed: 1 });
  expect((await clean(['one', 'one'], blocks)).drops).toEqual([]);
});
