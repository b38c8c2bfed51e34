import type { Tensor } from '@tensorflow/tfjs';
import { type FlatLayout, flatLayout } from '@/gpu/flat/layout';
import { adafactor, isFactored } from '@/gpu/ops/adafactor';
import { adamW } from '@/gpu/ops/adam-w';
import { gradientNorm } from '@/gpu/ops/gradient-norm';
import { lion } from '@/gpu/ops/lion';
import { muon, muonPlan } from '@/gpu/ops/muon';
import { sgd } from '@/gpu/ops/sgd';
import { constant, input } from '@/gpu/testing/op-case';
import type { Cost, OpBench, Tensors } from './entry';
import { ELEMENTS_B, flatInput, flattened, LAYOUT, part, partIn, partsOf, positive, SHAPE_B, SPECS } from './flat';
import { stockOptimizers } from './stock-optimizers';
import { tf } from './studio-tfjs';

/** One update of all parameters of configuration B. Bytes: each flat tensor read or written once. */
const stock = stockOptimizers(tf);
const DECAYED: ReadonlySet<string> = new Set(SPECS.flatMap(({ name, decay }) => (decay ? [name] : [])));
const weightDecay = 0.1;
const SCALE = 0.5;

type Given = Parameters<typeof stock.sgd>[0];
interface Optimizer {
  readonly folder: string;
  readonly name: string;
  readonly shape?: string;
  readonly forward: Cost;
  /** State by our op's names, with its layout. */
  readonly slots: Readonly<Record<string, FlatLayout>>;
  /** Names of the tensors that it moves. */
  readonly moves?: ReadonlySet<string>;
  ours(tensors: Tensors): void;
  stock(given: Given, slot: (name: string) => Tensor | undefined): Readonly<Record<string, Tensor>>;
}

function optimizer({ slots, moves, ours, stock: step, ...row }: Optimizer): OpBench {
  const layouts = { parameter: LAYOUT, ...slots };
  const parts = LAYOUT.parts.filter(({ name }) => !moves || moves.has(name));
  return {
    shape: SHAPE_B,
    ...row,
    changes: Object.keys(layouts),
    inputs: () => ({
      parameter: flatInput(LAYOUT, 1),
      gradient: flatInput(LAYOUT, 2),
      ...Object.fromEntries(
        Object.entries(slots).map(([name, layout], i) => [name, positive(flatInput(layout, 3 + i))]),
      ),
      gradientScale: constant([], SCALE),
    }),
    ours: (t) => {
      ours(t);
      return [];
    },
    stockInputs: (t) => ({
      gradientScale: input(t, 'gradientScale').clone(),
      ...partsOf(input(t, 'gradient'), 'gradient', LAYOUT),
      ...Object.assign({}, ...Object.entries(layouts).map(([name, of]) => partsOf(input(t, name), name, of))),
    }),
    stock: (t) => {
      const after = new Map(
        parts.map(({ name }) => {
          const gradient = part(t, 'gradient', name).mul(input(t, 'gradientScale'));
          const given = { parameter: part(t, 'parameter', name), gradient, decay: DECAYED.has(name) ? weightDecay : 0 };
          return [name, step(given, (slot) => partIn(t, slot, name))];
        }),
      );
      return Object.entries(layouts).flatMap(([slot, layout]) =>
        layout.parts.flatMap(({ name, size }) => {
          if (size === 0) return [];
          // What it does not move stays as it is.
          return [after.get(name)?.[slot] ?? part(t, slot, name).clone()];
        }),
      );
    },
    asOurs: (results) => flattened(results, Object.values(layouts)),
  };
}

const named = (slot: (name: string) => Tensor | undefined, name: string): Tensor =>
  input({ [name]: slot(name) }, name) as Tensor;
const shaped = (of: (shape: readonly number[]) => readonly number[]) =>
  flatLayout(SPECS.map(({ name, shape }) => ({ name, shape: of(shape) })));
const bytes = (passes: number): Cost => ({ bytes: 4 * passes * ELEMENTS_B });

const adam = { learningRate: 1e-3, beta1: 0.9, beta2: 0.95, epsilon: 1e-8, weightDecay, step: 10 };
const sgdSettings = { learningRate: 1e-3, momentum: 0.9, nesterov: false, weightDecay };
const lionSettings = { learningRate: 1e-4, beta1: 0.9, beta2: 0.99, weightDecay };
const factored = { learningRate: 1e-3, decay: 0.8, threshold: 1, weightDecay, step: 10 };
const factors = {
  rows: shaped((shape) => (isFactored(shape) ? shape.slice(0, 1) : [0])),
  columns: shaped((shape) => (isFactored(shape) ? shape.slice(1) : [0])),
  full: shaped((shape) => (isFactored(shape) ? [0] : shape)),
};

const muonSettings = { learningRate: 0.02, momentum: 0.95, nesterov: true, weightDecay };
/** Whole matrices on both sides: the joined projection of queries, keys and values is not taken apart. */
const LINEAR = new Map(
  SPECS.flatMap(({ name, linear }) => (linear ? [[name, { outputs: linear.outputs }] as const] : [])),
);
const momentum = flatLayout(SPECS.map(({ name, shape }) => ({ name, shape: LINEAR.has(name) ? shape : [0] })));
const plan = muonPlan(LAYOUT, momentum, LINEAR);
/** Five times X X^T, its square, and the product with X: [r, c], r <= c. */
const muonFlops = plan.pieces.reduce((sum, { rows, columns }) => {
  const [r, c] = [Math.min(rows, columns), Math.max(rows, columns)];
  return sum + 5 * (4 * r * r * c + 2 * r ** 3);
}, 0);

const norm: OpBench = {
  folder: 'gradient-norm',
  name: 'gradient norm',
  shape: SHAPE_B,
  forward: bytes(1),
  inputs: () => ({ gradient: flatInput(LAYOUT, 1) }),
  ours: (t) => {
    const { norm: length, scale } = gradientNorm(input(t, 'gradient'), LAYOUT, { largest: 1 });
    return [length, scale];
  },
  stockInputs: (t) => partsOf(input(t, 'gradient'), 'gradient', LAYOUT),
  stock: (t) => {
    const squares = LAYOUT.parts.map(({ name }) => part(t, 'gradient', name).square().sum());
    // addN binds each of its inputs, and there are more than a device takes.
    const length = squares.reduce((sum, one) => sum.add(one)).sqrt();
    return [length, tf.minimum(1, tf.div(1, length.add(1e-6)))];
  },
};

export const OPTIMIZERS: readonly OpBench[] = [
  norm,
  optimizer({
    folder: 'adam-w',
    name: 'AdamW',
    forward: bytes(7),
    slots: { m: LAYOUT, v: LAYOUT },
    ours: (t) => adamW(t as Parameters<typeof adamW>[0], LAYOUT, DECAYED, adam),
    stock: (given, slot) => stock.adamW(given, named(slot, 'm'), named(slot, 'v'), adam),
  }),
  optimizer({
    folder: 'sgd',
    name: 'SGD, momentum',
    forward: bytes(5),
    slots: { velocity: LAYOUT },
    ours: (t) => sgd(t as Parameters<typeof sgd>[0], LAYOUT, DECAYED, sgdSettings),
    stock: (given, slot) => stock.sgd(given, named(slot, 'velocity'), sgdSettings),
  }),
  optimizer({
    folder: 'lion',
    name: 'Lion',
    forward: bytes(5),
    slots: { m: LAYOUT },
    ours: (t) => lion(t as Parameters<typeof lion>[0], LAYOUT, DECAYED, lionSettings),
    stock: (given, slot) => stock.lion(given, named(slot, 'm'), lionSettings),
  }),
  optimizer({
    folder: 'adafactor',
    name: 'Adafactor',
    forward: bytes(3),
    slots: factors,
    ours: (t) => adafactor(t as Parameters<typeof adafactor>[0], { layout: LAYOUT, ...factors }, DECAYED, factored),
    stock: (given, slot) => {
      const moments = Object.entries({ rows: slot('rows'), columns: slot('columns'), full: slot('full') });
      return stock.adafactor(given, Object.fromEntries(moments.flatMap(([k, v]) => (v ? [[k, v]] : []))), factored);
    },
  }),
  optimizer({
    folder: 'muon',
    name: 'Muon',
    shape: `${plan.pieces.length} matrices, ${(plan.pieces.reduce((sum, p) => sum + p.rows * p.columns, 0) / 1e6).toFixed(2)}M`,
    forward: { flops: muonFlops },
    slots: { momentum },
    moves: new Set(LINEAR.keys()),
    ours: (t) => muon(t as Parameters<typeof muon>[0], plan, DECAYED, muonSettings),
    stock: (given, slot) => stock.muon(given, named(slot, 'momentum'), muonSettings),
  }),
];
