import { describe, expect, test } from 'vitest';
import { Rng } from '@/base/rng';
import { dispatchTimes, isCoarse, quantumOf } from './clock-readings';

const replays = (...all: number[][]) => all.map((times) => Float64Array.from(times));

describe('the quantum of a clock', () => {
  test.each([
    [
      [
        [0, 40, 120],
        [0, 80],
      ],
      40,
    ],
    [[[0, 65536 * 3, 65536 * 10]], 65536],
    [[[0, -65536, 65536 * 10]], 65536],
    [[[0, 100000, 300007]], 1],
    [
      [
        [0, 0],
        [0, 0],
      ],
      0,
    ],
    [[], 0],
  ])('of %j is %d', (all, expected) => {
    expect(quantumOf(replays(...all))).toBe(expected);
  });

  test('Dawn’s rounding is coarse, a real clock’s is not', () => {
    expect([1, 41, 1000, 65536, 100000].map(isCoarse)).toEqual([false, false, false, true, true]);
  });
});

describe('dispatch times', () => {
  test('are medians of what lies between two readings, in milliseconds', () => {
    const all = replays([0, 1e6, 1e6, 3e6], [0, 2e6, 2e6, 5e6], [0, 90e6, 90e6, 94e6]);
    expect(dispatchTimes(all, false)).toEqual([2, 3]);
  });

  test('a clock that was set back is left out; nothing usable is not a number', () => {
    expect(dispatchTimes(replays([0, -5, 0, 1e6], [0, 4e6, 0, -1]), false)).toEqual([4, 1]);
    expect(dispatchTimes(replays([5, 0]), false)).toEqual([Number.NaN]);
  });

  test('the mean of a coarse clock finds what is shorter than its quantum', () => {
    const rng = new Rng(1);
    const quantum = 65536;
    const all = Array.from({ length: 400 }, () => {
      const begin = 1e9 * rng.uniform();
      const read = (ns: number) => quantum * Math.floor(ns / quantum);
      return Float64Array.of(read(begin), read(begin + 10_000), read(begin + 10_000), read(begin + 210_000));
    });
    const [short = 0, long = 0] = dispatchTimes(all, true);
    // A reading is off by less than a quantum, a mean of 400 by a standard error of at most 65.5 / 2 / 20 = 1.6 microseconds: four of them.
    expect(Math.abs(short - 0.01)).toBeLessThan(0.0065);
    expect(Math.abs(long - 0.2)).toBeLessThan(0.0065);
    expect(dispatchTimes(all, false)[0]).toBe(0);
  });
});
