import { describe, expect, test } from 'vitest';
import { Rng } from './rng';

const take = (rng: Rng, n: number) => Array.from({ length: n }, () => rng.uint32());

describe('Rng', () => {
  test('the same seed gives the same numbers, another seed others', () => {
    expect(take(new Rng(7), 5)).toEqual(take(new Rng(7), 5));
    expect(take(new Rng(7), 5)).not.toEqual(take(new Rng(8), 5));
  });

  /** sfc32 written a second time, after PractRand's description, on BigInt: no shared arithmetic. */
  test('is sfc32', () => {
    const mask = 0xffffffffn;
    let [a, b, c, d] = [1n, 2n, 3n, 4n];
    const expected = Array.from({ length: 200 }, () => {
      const out = (a + b + d) & mask;
      d = (d + 1n) & mask;
      a = b ^ (b >> 9n);
      b = (c + ((c << 3n) & mask)) & mask;
      c = ((((c << 21n) | (c >> 11n)) & mask) + out) & mask;
      return Number(out);
    });
    expect(take(new Rng([1, 2, 3, 4]), 200)).toEqual(expected);
  });

  test('goes on exactly from a saved state', () => {
    const rng = new Rng(1);
    take(rng, 100);
    const saved = JSON.parse(JSON.stringify(rng.state));
    expect(take(new Rng(saved), 50)).toEqual(take(rng, 50));
  });

  test('forks by name: alike for one name, apart for two, and the parent does not move', () => {
    const rng = new Rng(3);
    const before = rng.state;
    const [one, again, other] = [rng.fork('batches'), rng.fork('batches'), rng.fork('dropout')];
    expect(rng.state).toEqual(before);
    expect(take(one, 5)).toEqual(take(again, 5));
    expect(take(rng.fork('batches'), 5)).not.toEqual(take(other, 5));
    rng.uint32();
    expect(take(rng.fork('batches'), 5)).not.toEqual(take(new Rng(before).fork('batches'), 5));
  });

  test('uniform covers [0, 1) evenly', () => {
    const rng = new Rng(11);
    const bins = new Array<number>(20).fill(0);
    const n = 40_000;
    for (let i = 0; i < n; i++) {
      const u = rng.uniform();
      expect(u >= 0 && u < 1).toBe(true);
      bins[Math.floor(u * 20)] = (bins[Math.floor(u * 20)] ?? 0) + 1;
    }
    // Chi-squared with 19 degrees of freedom: 43.8 is its 0.999 quantile. The seed is fixed, so this does not flake.
    const chiSquared = bins.reduce((sum, count) => sum + (count - n / 20) ** 2 / (n / 20), 0);
    expect(chiSquared).toBeLessThan(43.8);
  });

  test('integer stays below n and reaches every value', () => {
    const rng = new Rng(5);
    const seen = new Set(Array.from({ length: 500 }, () => rng.integer(7)));
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(rng.integer(1)).toBe(0);
  });

  test('normal has mean 0, variance 1 and normal tails', () => {
    const rng = new Rng(13);
    const n = 40_000;
    const values = Array.from({ length: n }, () => rng.normal());
    const mean = values.reduce((sum, value) => sum + value, 0) / n;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n;
    const beyondTwo = values.filter((value) => Math.abs(value) > 2).length / n;
    // Four standard errors each: 1 / sqrt(n) = 0.005; sqrt(2 / n) = 0.007; sqrt(p (1 - p) / n) = 0.001 at p = 0.0455.
    expect(Math.abs(mean)).toBeLessThan(0.02);
    expect(Math.abs(variance - 1)).toBeLessThan(0.028);
    expect(Math.abs(beyondTwo - 0.0455)).toBeLessThan(0.0042);
    expect(values.every(Number.isFinite)).toBe(true);
  });

  test('shuffle keeps the items and gives every order its share', () => {
    const rng = new Rng(17);
    const counts = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const order = rng.shuffle(['a', 'b', 'c']).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    // Each of 6 orders expects 1000; four standard deviations are 4 * sqrt(6000 / 6 * 5 / 6) = 115.
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(115);
    expect(rng.shuffle([])).toEqual([]);
  });
});
