import type { FlatLayout } from '@/gpu/flat/layout';
import { layoutsOf } from '@/gpu/ops/adafactor/cases';
import { paperUpdate } from '@/gpu/ops/adafactor/paper';
import { planOf } from '@/gpu/ops/muon/cases';
import { paperStep } from '@/gpu/ops/muon/paper';
import type { OptimizedParameter } from '../entry';

/** One parameter over a run: its first values, and every step's gradient, learning rate and clipping factor. */
export interface PaperRun {
  readonly parameter: OptimizedParameter;
  readonly first: Float64Array;
  readonly gradients: readonly Float64Array[];
  rate(step: number): number;
  clip(step: number): number;
}

/** What an optimizer must do, in doubles, written from its paper and not from our ops. */
export interface Paper {
  /** The options that the formulas below have, where they are not the defaults. */
  readonly options: Readonly<Record<string, number | boolean>>;
  /** What float32 may be off by, where it is more than the roundings of ten steps. */
  readonly tolerance?: number;
  /** The parameter's values after all steps. */
  after(run: PaperRun): Float64Array;
}

/** Steps of one element at a time: `next` is given what it left behind, beginning with 0s. */
function elementwise(next: (x: number, g: number, memory: number[], rate: number, step: number) => number) {
  return (run: PaperRun) =>
    run.first.map((start, i) => {
      const memory = [0, 0];
      return run.gradients.reduce(
        (x, gradient, k) => next(x, run.clip(k + 1) * (gradient[i] ?? Number.NaN), memory, run.rate(k + 1), k + 1),
        start,
      );
    });
}

const decay = (run: PaperRun, amount: number) => (run.parameter.decay ? amount : 0);

// Loshchilov and Hutter 2019, algorithm 2, the schedule multiplier inside the rate.
function adamw(epsilon: number, share: number) {
  return (run: PaperRun) =>
    elementwise((x, g, memory, rate, t) => {
      const [m = 0, v = 0] = memory;
      memory[0] = 0.9 * m + 0.1 * g;
      memory[1] = 0.95 * v + 0.05 * g * g;
      const [mean, square] = [memory[0] / (1 - 0.9 ** t), memory[1] / (1 - 0.95 ** t)];
      return x - share * rate * (mean / (Math.sqrt(square) + epsilon) + decay(run, 0.1) * x);
    })(run);
}

/** A parameter's values as a flat tensor of it alone. */
function padded(values: Float64Array, { size }: FlatLayout): Float64Array {
  const flat = new Float64Array(size);
  flat.set(values);
  return flat;
}
const decayedParts = ({ parameter }: PaperRun, { parts }: FlatLayout) =>
  new Set(parameter.decay ? parts.map(({ name }) => name) : []);

export const papers: Readonly<Record<string, Paper>> = {
  adamw: { options: { beta1: 0.9, beta2: 0.95, epsilon: 1e-8, weightDecay: 0.1 }, after: adamw(1e-8, 1) },
  // Sutskever et al. 2013, equation 3 as they rewrite it in section 3.5; the rate outside the velocity, as in torch.optim.SGD.
  sgd: {
    options: { momentum: 0.8, nesterov: true, weightDecay: 0.1 },
    after: (run) =>
      elementwise((x, g, memory, rate) => {
        memory[0] = 0.8 * (memory[0] ?? 0) + g;
        return x - rate * (g + 0.8 * memory[0] + decay(run, 0.1) * x);
      })(run),
  },
  // Chen et al. 2023, algorithm 2.
  lion: {
    options: { beta1: 0.9, beta2: 0.99, weightDecay: 0.5 },
    after: (run) =>
      elementwise((x, g, memory, rate) => {
        const [m = 0] = memory;
        memory[0] = 0.99 * m + 0.01 * g;
        return x - rate * (Math.sign(0.9 * m + 0.1 * g) + decay(run, 0.5) * x);
      })(run),
  },
  // Shazeer and Stern 2018, algorithms 4 and 5.
  adafactor: {
    options: { decay: 0.8, threshold: 1, weightDecay: 0.1 },
    after: (run) => {
      const layouts = layoutsOf(run.parameter.shape);
      const decayed = decayedParts(run, layouts.layout);
      let values: Record<'parameter' | 'rows' | 'columns' | 'full', Float64Array> = {
        parameter: padded(run.first, layouts.layout),
        rows: new Float64Array(layouts.rows.size),
        columns: new Float64Array(layouts.columns.size),
        full: new Float64Array(layouts.full.size),
      };
      run.gradients.forEach((g, i) => {
        const settings = { decay: 0.8, threshold: 1, weightDecay: 0.1, learningRate: run.rate(i + 1), step: i + 1 };
        const given = { ...values, gradient: padded(g, layouts.layout) };
        values = paperUpdate(given, run.clip(i + 1), layouts, decayed, settings);
      });
      return values.parameter.slice(0, run.first.length);
    },
  },
  // Jordan et al. 2024; what is no linear map is AdamW's, at half of the rate.
  muon: {
    options: { momentum: 0.9, nesterov: true, weightDecay: 0.1, adamwShare: 0.5, beta1: 0.9, beta2: 0.95 },
    // Roundings of small singular values, which five steps enlarge up to 480 times.
    tolerance: 2e-5,
    after: (run) => {
      const { parameter, first } = run;
      const { shape, linear } = parameter;
      if (!linear) return adamw(1e-10, 0.5)(run);
      const maps = { one: { shape, linear } };
      const plan = planOf(maps);
      const decayed = decayedParts(run, plan.layout);
      let values: Record<'parameter' | 'momentum', Float64Array> = {
        parameter: padded(first, plan.layout),
        momentum: new Float64Array(plan.momentum.size),
      };
      run.gradients.forEach((g, i) => {
        const settings = { momentum: 0.9, nesterov: true, weightDecay: 0.1, learningRate: run.rate(i + 1) };
        const given = { ...values, gradient: padded(g, plan.layout) };
        values = paperStep(given, run.clip(i + 1), { ...plan, maps }, decayed, settings);
      });
      return values.parameter.slice(0, first.length);
    },
  },
};
