import { type BenchConfig, flopsPerStep } from '../material';

/** The dimensions that a cost may grow with, and how often each is doubled. */
export const DIMENSIONS = ['layers', 'hidden', 'time', 'batch'] as const;
export type Dimension = (typeof DIMENSIONS)[number];
export const LETTERS: Readonly<Record<Dimension, string>> = { layers: 'L', hidden: 'D', time: 'T', batch: 'B' };
const DOUBLINGS = 2;

export const BASE: BenchConfig = {
  name: 'base',
  family: 'gpt2',
  layers: 2,
  hidden: 64,
  heads: 4,
  time: 64,
  batch: 4,
  vocabulary: 128,
};

/** The base, then each dimension doubled twice with the others as they were. The head size grows with D. */
export function shapes(base: BenchConfig): BenchConfig[] {
  const grown = DIMENSIONS.flatMap((dimension) =>
    Array.from({ length: DOUBLINGS }, (_, i) => {
      const value = base[dimension] * 2 ** (i + 1);
      return { ...base, [dimension]: value, name: `${LETTERS[dimension]} ${value}` };
    }),
  );
  return [base, ...grown];
}

export interface Growth {
  readonly dimension: Dimension;
  readonly from: number;
  readonly to: number;
  readonly stepMs: number;
  readonly flops: number;
  /** How many times as large as the shape before it. */
  readonly timeGrowth: number;
  readonly flopGrowth: number;
  /** timeGrowth / flopGrowth: above 1, time grows faster than the work. */
  readonly ratio: number;
  readonly faster: boolean;
}

/** Beyond what rounds differ by on a quiet machine: only more than this counts as growing faster. */
export const TOLERANCE = 0.15;

/** Each doubling beside the one before it. `timeOf` answers with milliseconds a step, NaN where there is none. */
export function growths(base: BenchConfig, timeOf: (shape: BenchConfig) => number): Growth[] {
  const all = shapes(base);
  return DIMENSIONS.flatMap((dimension) => {
    const line = [base, ...all.filter((shape) => shape[dimension] > base[dimension])];
    return line.slice(1).map((shape, i) => {
      const before = line[i] ?? base;
      const timeGrowth = timeOf(shape) / timeOf(before);
      const flopGrowth = flopsPerStep(shape) / flopsPerStep(before);
      const ratio = timeGrowth / flopGrowth;
      return {
        dimension,
        from: before[dimension],
        to: shape[dimension],
        stepMs: timeOf(shape),
        flops: flopsPerStep(shape),
        timeGrowth,
        flopGrowth,
        ratio,
        // What was not measured must not pass for good.
        faster: !(ratio <= 1 + TOLERANCE),
      };
    });
  });
}
