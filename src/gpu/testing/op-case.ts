import * as tf from '@tensorflow/tfjs';
import { Rng } from '@/base/rng';
import { sizeOf } from '../numbers';

/** One shape of an op with its data. Int32 inputs are ids: they have no gradient. */
export interface OpCase {
  readonly name: string;
  readonly inputs: Readonly<Record<string, OpInput>>;
  /** Slow on software adapters: run once, neither repeated nor watched for leaks. */
  readonly once?: boolean;
  run(inputs: Readonly<Record<string, tf.Tensor>>): tf.Tensor;
  /** The same in double precision. */
  reference(values: Readonly<Record<string, Float64Array>>): Float64Array;
}
export interface OpInput {
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array;
}

/** Normal numbers times `scale`, from the case's own seed. */
export function floats(shape: readonly number[], seed: number, scale = 1): OpInput {
  const rng = new Rng(seed);
  return { shape, values: Float32Array.from({ length: sizeOf(shape) }, () => scale * rng.normal()) };
}

/** Normal numbers about `mean`. */
export function shifted(shape: readonly number[], seed: number, mean: number, scale: number): OpInput {
  const { values } = floats(shape, seed, scale);
  return { shape, values: Float32Array.from(values, (value) => value + mean) };
}

export function constant(shape: readonly number[], value: number): OpInput {
  return { shape, values: new Float32Array(sizeOf(shape)).fill(value) };
}

/** Ids 0 .. below - 1, or the given ones. */
export function ids(length: number, below: number, seed: number): OpInput {
  const rng = new Rng(seed);
  return { shape: [length], values: Int32Array.from({ length }, () => rng.integer(below)) };
}

/** A case's input or a clear failure. */
export function input<T>(inputs: Readonly<Record<string, T>>, name: string): T {
  const found = inputs[name];
  if (found === undefined) throw new Error(`the case has no input ${name}`);
  return found;
}

export function toTensors(inputs: OpCase['inputs']): Record<string, tf.Tensor> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, { shape, values }]) => [
      name,
      // A copy: tfjs keeps a reference to the array it is given.
      tf.tensor(values.slice(), [...shape], values instanceof Int32Array ? 'int32' : 'float32'),
    ]),
  );
}

export function toDoubles(inputs: OpCase['inputs']): Record<string, Float64Array> {
  return Object.fromEntries(Object.entries(inputs).map(([name, { values }]) => [name, Float64Array.from(values)]));
}

export function floatNames(inputs: OpCase['inputs']): string[] {
  return Object.keys(inputs).filter((name) => inputs[name]?.values instanceof Float32Array);
}

/** Output and the gradient of every float input, for a fixed random dy. Leaves no tensor behind. */
export async function runCase({ inputs, run }: OpCase): Promise<Record<string, Float32Array>> {
  const tensors = toTensors(inputs);
  const names = floatNames(inputs);
  const { y, gradients } = outputsAndGradients(run, tensors, names);
  const result: Record<string, Float32Array> = { y: Float32Array.from(await y.data()) };
  for (const [i, gradient] of gradients.entries()) {
    result[`d${names[i]}`] = Float32Array.from(await gradient.data());
  }
  tf.dispose([y, gradients, tensors]);
  return result;
}

export function outputsAndGradients(
  run: OpCase['run'],
  tensors: Readonly<Record<string, tf.Tensor>>,
  names: readonly string[],
): { y: tf.Tensor; gradients: tf.Tensor[] } {
  return tf.tidy(() => {
    const xs = names.map((name) => input(tensors, name));
    const f = (...given: tf.Tensor[]) =>
      run({ ...tensors, ...Object.fromEntries(names.map((name, i) => [name, given[i] as tf.Tensor])) });
    const y = tf.tidy(() => f(...xs));
    const dy = tf.tensor(outputWeights(y.size), y.shape);
    return { y, gradients: tf.grads(f)(xs, dy) };
  });
}

/** The dy of every test: normal numbers, the same for every backend. */
export function outputWeights(size: number): Float32Array {
  return floats([size], 4242).values as Float32Array;
}
