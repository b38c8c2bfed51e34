import { describe, expect, test } from 'vitest';
import { Rng } from '@/base/rng';
import { packed } from '@/ml/testing/tiny-run';
import { randomBatch, readTokens, tokenCount, validationBatches } from './batches';

const count = (n: number) => packed(Array.from({ length: n }, (_, i) => i));

describe('randomBatch', () => {
  test('targets are the ids that follow, in every row', () => {
    const { inputs, targets } = randomBatch(count(1000), new Rng(1), 3, 4, 16);
    for (let row = 0; row < 4; row++)
      for (let t = 0; t < 16; t++) {
        expect(inputs[row * 16 + t]).toBe((inputs[row * 16] ?? 0) + t);
        expect(targets[row * 16 + t]).toBe((inputs[row * 16 + t] ?? 0) + 1);
      }
  });

  test('is a function of generator and index alone', () => {
    const rng = new Rng(5);
    const later = randomBatch(count(1000), rng, 7, 2, 8);
    randomBatch(count(1000), rng, 6, 2, 8);
    expect(randomBatch(count(1000), rng, 7, 2, 8)).toEqual(later);
    expect(randomBatch(count(1000), rng, 8, 2, 8)).not.toEqual(later);
    expect(randomBatch(count(1000), new Rng(6), 7, 2, 8)).not.toEqual(later);
  });

  test('reaches the first and the last window, and nothing past the end', () => {
    const file = count(10);
    const starts = new Set<number>();
    for (let i = 0; i < 100; i++) starts.add(randomBatch(file, new Rng(1), i, 1, 8).inputs[0] ?? -1);
    expect([...starts].sort()).toEqual([0, 1]);
  });

  test('exactly one window is enough, one token less is refused', () => {
    expect([...randomBatch(count(9), new Rng(1), 0, 1, 8).targets]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(() => randomBatch(count(8), new Rng(1), 0, 1, 8)).toThrow(/needs 9/);
  });
});

describe('readTokens', () => {
  test('reads both widths', () => {
    const wide = new Uint8Array(Uint32Array.from([70_000, 1, 2]).buffer);
    const file = {
      tokenBytes: 4 as const,
      reader: {
        sizeBytes: wide.length,
        read(target: Uint8Array, offset: number) {
          const part = wide.subarray(offset, offset + target.length);
          target.set(part);
          return part.length;
        },
      },
    };
    expect([...readTokens(file, 0, 2)]).toEqual([70_000, 1]);
    expect([...readTokens(count(5), 3, 10)]).toEqual([3, 4]);
    expect(tokenCount(file)).toBe(3);
  });
});

describe('validationBatches', () => {
  test('are spread evenly, do not overlap, and keep one shape', () => {
    const batches = validationBatches(count(1001), 5, 2, 10);
    expect(batches.map((b) => [b.batchSize, b.time])).toEqual([
      [2, 10],
      [2, 10],
      [2, 10],
    ]);
    const starts = batches.flatMap((b) => [b.inputs[0], b.inputs[10]]).slice(0, 5);
    expect(starts).toEqual([0, 200, 400, 600, 800]);
    // The sixth row is filling: nothing to predict.
    expect([...(batches[2]?.targets.slice(10) ?? [])]).toEqual(Array(10).fill(-1));
  });

  test('take what there is', () => {
    expect(validationBatches(count(35), 100, 4, 10)).toHaveLength(1);
    const [short] = validationBatches(count(4), 100, 1, 10);
    expect([...(short?.targets ?? [])]).toEqual([1, 2, 3, ...Array(7).fill(-1)]);
    expect(() => validationBatches(count(1), 4, 1, 10)).toThrow(/fewer than two/);
  });
});
