import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { valueAt } from './curve';
import { steadyDomain, stepDomain } from './domain';
import { pathOf, pointsOf } from './path';
import { keepApart, place } from './place';
import { logTicks, roundTicks } from './ticks';

describe('ticks', () => {
  test('are round and inside', () => {
    expect(roundTicks(0, 1000, 5)).toEqual([0, 200, 400, 600, 800, 1000]);
    expect(roundTicks(2, 8, 6)).toEqual([2, 3, 4, 5, 6, 7, 8]);
    expect(roundTicks(0, 0.003, 3)).toEqual([0, 0.001, 0.002, 0.003]);
    expect(logTicks(1.5, 8, 8)).toEqual([1.5, 2, 2.5, 3, 4, 5, 6, 8]);
    expect(logTicks(10, 1e6, 4)).toEqual([10, 1000, 100_000]);
  });

  test('stay few and ordered over any range', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        fc.double({ min: 1.2, max: 1e6, noNaN: true }),
        (low, factor) => {
          const high = low * factor;
          for (const ticks of [roundTicks(low, high, 6), logTicks(low, high, 6)]) {
            expect(ticks.length).toBeLessThanOrEqual(8);
            expect(ticks.every((t, i) => i === 0 || t > (ticks[i - 1] ?? t))).toBe(true);
            expect(ticks.every((t) => t >= low * 0.999 && t <= high * 1.001)).toBe(true);
          }
        },
      ),
    );
  });
});

describe('domains', () => {
  test('hold the data, and stay while the data fill more than half of them', () => {
    const first = steadyDomain(undefined, 2.1, 7.3, 'linear');
    expect(first[0]).toBeLessThanOrEqual(2.1);
    expect(first[1]).toBeGreaterThanOrEqual(7.3);
    expect(steadyDomain(first, 2.2, 7, 'linear')).toBe(first);
    expect(steadyDomain(first, 2.1, 9, 'linear')).not.toBe(first);
    const small = steadyDomain(first, 2.2, 3, 'linear');
    expect(small[1] - small[0]).toBeLessThan(2);
  });

  test('move seldom while a loss falls', () => {
    // As the loss chart begins: the lines of guessing (7) and of the unigram model (5.5) are there before the first point.
    let domain = steadyDomain(undefined, 5.5, 7, 'linear');
    let moves = 0;
    for (let step = 1; step < 5000; step++) {
      const next = steadyDomain(domain, Math.min(5.5, 1.5 + 5.5 * Math.exp(-step / 700)), 7, 'linear');
      if (next !== domain) moves++;
      domain = next;
    }
    expect(moves).toBeGreaterThan(0);
    expect(moves).toBeLessThan(8);
  });

  test('bear nothing, one value, zeros on a log axis', () => {
    expect(steadyDomain(undefined, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 'linear')).toEqual([0, 1]);
    for (const [low, high] of [
      [3, 3],
      [0, 0],
      [0, 5],
    ] as const)
      for (const kind of ['linear', 'log'] as const) {
        const [from, to] = steadyDomain(undefined, low, high, kind);
        expect(to).toBeGreaterThan(from);
        if (kind === 'log') expect(from).toBeGreaterThan(0);
      }
  });

  test('the step axis grows in few stops and holds a run that went beyond its plan', () => {
    const ends = new Set(Array.from({ length: 1001 }, (_, step) => stepDomain(step, 1000)[1]));
    expect([...ends]).toEqual([20, 50, 100, 200, 500, 1000]);
    expect(stepDomain(1500, 1000)).toEqual([0, 1500]);
    expect(stepDomain(0, 1)).toEqual([0, 1]);
  });
});

describe('places', () => {
  const margins = { left: 40, right: 60, top: 10, bottom: 20 };
  test('x and step are inverse; a log axis puts the geometric mean in the middle', () => {
    const at = place({ width: 500, height: 230 }, margins, [0, 1000], [1, 100], 'log');
    expect(at.step(at.x(321))).toBeCloseTo(321, 9);
    expect(at.y(10)).toBeCloseTo(10 + 100, 9);
    expect([at.y(100), at.y(1)]).toEqual([10, 210]);
  });

  test('labels come apart, keep their order and stay inside', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { maxLength: 8 }), (wanted) => {
        const got = keepApart(wanted, 27, 0, 300);
        const sorted = got.toSorted((a, b) => a - b);
        expect(sorted.every((y, i) => i === 0 || y - (sorted[i - 1] ?? 0) >= 27 - 1e-9)).toBe(true);
        expect(got.every((y) => y >= -1e-9 && y <= 300 + 1e-9)).toBe(true);
      }),
    );
  });
});

describe('curves', () => {
  const curves = [
    { key: 'a', steps: [1, 2, 3], values: [5, Number.NaN, 4], color: '' },
    { key: 'b', steps: [0, 2], values: [7, 6], color: '' },
  ];
  const twice = (value: number) => 2 * value;
  const noPlaceForZero = (value: number) => (value > 0 ? value : undefined);
  test('a path goes on across gaps and leaves out what the axis has no place for', () => {
    const [a, b] = curves;
    if (!a || !b) throw new Error('no curves');
    expect(pathOf(a, twice, twice)).toBe('M2,10L6,8');
    expect(pathOf(b, noPlaceForZero, twice)).toBe('M2,12');
    expect(pathOf({ ...a, steps: [] }, twice, twice)).toBe('');
    expect(pathOf({ ...a, values: [1 / 3, 2 / 3, -1e-9] }, twice, twice)).toBe('M2,0.67L4,1.33L6,0');
    expect(pointsOf(a, twice, twice)).toEqual([
      { step: 1, x: 2, y: 10 },
      { step: 3, x: 6, y: 8 },
    ]);
  });
  test('the value at a step is the last finite one up to it', () => {
    const [a] = curves;
    if (!a) throw new Error('no curve');
    expect([0, 1, 2, 3, 99].map((step) => valueAt(a, step))).toEqual([undefined, 5, 5, 4, 4]);
  });
});
