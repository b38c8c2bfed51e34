import { expect, test } from 'vitest';
import { CONFIGS } from './config';
import { type BenchConfig, batchSource, firstWeights, tokensPerStep } from './material';

const config: BenchConfig = {
  name: 'tiny',
  family: 'gpt2',
  layers: 1,
  hidden: 8,
  heads: 2,
  time: 16,
  batch: 3,
  vocabulary: 32,
};

test('everybody gets the same batches, each id in the vocabulary', () => {
  const [one, other] = [batchSource(config)(4), batchSource(config)(4)];
  expect(one).toEqual(other);
  expect(one.inputs.length).toBe(tokensPerStep(config));
  expect(Math.max(...one.inputs, ...one.targets)).toBeLessThan(config.vocabulary);
  expect(Math.min(...one.inputs, ...one.targets)).toBeGreaterThanOrEqual(0);
  expect(batchSource(config)(5)).not.toEqual(one);
});

test('weights are those of the model, the same each time', () => {
  const [one, other] = [firstWeights(config), firstWeights(config)];
  expect(one).toEqual(other);
  expect(one[0]).toMatchObject({ name: 'transformer.wte.weight', shape: [32, 8] });
  expect(one.every(({ data }) => data.every(Number.isFinite))).toBe(true);
});

test('A and B are what the issue says', () => {
  expect(Object.values(CONFIGS).map((c) => tokensPerStep(c))).toEqual([512, 1024]);
});
