import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestStop, sliderStops } from './slider-stops';

describe('slider stops', () => {
  it('rests on powers of two and the quarters between for sizes', () => {
    const stops = sliderStops({ min: 8, max: 2048, step: 8, scale: 'log' });
    expect(stops.slice(0, 6)).toEqual([8, 16, 24, 32, 40, 48]);
    expect(stops).toContain(96);
    expect(stops.every((s) => s % 8 === 0)).toBe(true);
  });
  it('keeps decades readable for rates', () => {
    const stops = sliderStops({ min: 1e-6, max: 1, scale: 'log' });
    expect(stops).toContain(0.002);
    expect(stops.length).toBeLessThan(60);
  });
  it('starts at zero on a log slider that allows it', () => {
    const stops = sliderStops({ min: 0, max: 100_000, integer: true, scale: 'log' });
    expect(stops.slice(0, 3)).toEqual([0, 1, 2]);
  });
  it('is ascending, bounded, and finds every value it offers', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 1000, noNaN: true }),
        fc.double({ min: 1, max: 5000, noNaN: true }),
        fc.constantFrom('linear' as const, 'log' as const),
        (min, travel, scale) => {
          const stops = sliderStops({ min, max: min + travel, scale });
          expect(stops[0]).toBe(min);
          expect(stops.at(-1)).toBe(min + travel);
          expect(stops.length).toBeLessThan(250);
          for (const [i, stop] of stops.entries()) {
            if (i > 0) expect(stop).toBeGreaterThan(stops[i - 1] ?? Number.POSITIVE_INFINITY);
            expect(nearestStop(stops, stop)).toBe(i);
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});
