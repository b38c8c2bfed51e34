import * as tf from '@tensorflow/tfjs';
import { input } from '../../testing/op-case';
import type { FlatLayout } from '../layout';
import { flatFloats, flatOf } from './odd-parts';

/** The named ones of a record; a missing one is a mistake in a case. */
export function pick<N extends string, T>(from: Readonly<Record<string, T>>, ...names: readonly N[]): Record<N, T> {
  return Object.fromEntries(names.map((name) => [name, input(from, name)])) as Record<N, T>; // fromEntries forgets the keys
}

/** An update of flat tensors in place, and what it must do. */
export interface OptimizerCase {
  readonly name: string;
  /** Of parameter and gradient. */
  readonly layout: FlatLayout;
  /** State that begins as zeros, by name. */
  readonly slots: Readonly<Record<string, FlatLayout>>;
  /** Multiplies the normal gradients; 0 for all zeros. */
  readonly gradientSize: number;
  /** The gradient scale of every step. */
  readonly scale: number;
  /** One step in place; tensors by the slots' names, `parameter`, `gradient` and `gradientScale`. */
  run(tensors: Readonly<Record<string, tf.Tensor>>, step: number): void;
  /** New values of parameter and slots. */
  reference(values: Readonly<Record<string, Float64Array>>, scale: number, step: number): Record<string, Float64Array>;
}
export const STEPS = 10;

/** Everything between the parts is NaN: an update that looked there would spread it. */
export function firstValues({ layout, slots }: OptimizerCase): Record<string, Float32Array> {
  const zeros = Object.entries(slots).map(([name, slot]) => [name, flatOf(slot, () => 0)]);
  return { parameter: flatFloats(layout, 1), ...Object.fromEntries(zeros) };
}

const gradientAt = ({ layout, gradientSize }: OptimizerCase, step: number) =>
  flatFloats(layout, 100 + step, gradientSize);

/** Ten steps in doubles. */
export function tenStepsReference(one: OptimizerCase): Record<string, Float64Array> {
  let values: Record<string, Float64Array> = Object.fromEntries(
    Object.entries(firstValues(one)).map(([name, first]) => [name, Float64Array.from(first)]),
  );
  for (let step = 1; step <= STEPS; step++) {
    const gradient = Float64Array.from(gradientAt(one, step));
    values = { ...values, ...one.reference({ ...values, gradient }, one.scale, step) };
  }
  return values;
}

/** Steps on the current tfjs backend, in place on variables. Leaves no tensor behind. */
export async function runSteps(
  one: OptimizerCase,
  { steps = STEPS, gradient = (step: number) => gradientAt(one, step) } = {},
): Promise<Record<string, Float32Array>> {
  const variables = Object.entries(firstValues(one)).map(([name, values]): [string, tf.Variable] => [
    name,
    tf.tidy(() => tf.variable(tf.tensor1d(values))),
  ]);
  const gradientScale = tf.scalar(one.scale);
  for (let step = 1; step <= steps; step++) {
    tf.tidy(() =>
      one.run({ ...Object.fromEntries(variables), gradient: tf.tensor1d(gradient(step)), gradientScale }, step),
    );
    // Reading in between must see each step's values, not cached ones.
    if (step === 5) await variables[0]?.[1].data();
  }
  const read = variables.map(async ([name, variable]) => [name, Float32Array.from(await variable.data())] as const);
  const result = Object.fromEntries(await Promise.all(read));
  tf.dispose([...variables.map(([, variable]) => variable), gradientScale]);
  return result;
}
