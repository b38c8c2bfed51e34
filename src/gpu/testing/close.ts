import { expect } from 'vitest';

export interface Tolerance {
  readonly absolute: number;
  readonly relative: number;
}

/** Every element within absolute + relative * |expected|; NaN fails. Reports the worst element. */
export function expectClose(
  what: string,
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  { absolute, relative }: Tolerance,
): void {
  expect(actual.length, `${what}: length`).toBe(expected.length);
  let worst = { excess: 0, message: '' };
  for (let i = 0; i < expected.length; i++) {
    const a = actual[i] ?? Number.NaN;
    const b = expected[i] ?? Number.NaN;
    const difference = Math.abs(a - b);
    const allowed = absolute + relative * Math.abs(b);
    if (!(difference <= allowed)) {
      const excess = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference / allowed;
      if (!(excess < worst.excess)) {
        worst = {
          excess,
          message: `${what}[${i}]: ${a} instead of ${b}, ${excess.toPrecision(3)} times the tolerance`,
        };
      }
    }
  }
  expect(worst.message).toBe('');
}
