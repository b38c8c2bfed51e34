import * as tf from '@tensorflow/tfjs';
import { floats } from '../../testing/op-case';
import { adamW } from '.';
import type { AdamWCase } from './cases';
import { adamWReference } from './reference';

type States = Record<'parameter' | 'm' | 'v', Float64Array>;
const STEPS = 10;

const gradientAt = ({ size, gradientSize }: AdamWCase, step: number) => floats([size], 100 + step, gradientSize).values;

/** Ten steps in doubles. */
export function tenStepsReference(one: AdamWCase): States {
  let states: States = {
    parameter: Float64Array.from(floats([one.size], 1).values),
    m: new Float64Array(one.size),
    v: new Float64Array(one.size),
  };
  for (let step = 1; step <= STEPS; step++) {
    const gradient = Float64Array.from(gradientAt(one, step));
    states = adamWReference({ ...states, gradient }, one.scale ?? 1, { ...one.settings, step });
  }
  return states;
}

/** Ten steps on the current tfjs backend, in place on variables. Leaves no tensor behind. */
export async function tenSteps(one: AdamWCase): Promise<Record<'parameter' | 'm' | 'v', Float32Array>> {
  const variable = (values: Float32Array) => tf.tidy(() => tf.variable(tf.tensor1d(values)));
  const parameter = variable(Float32Array.from(floats([one.size], 1).values));
  const [m, v] = [variable(new Float32Array(one.size)), variable(new Float32Array(one.size))];
  const scale = one.scale === undefined ? undefined : tf.scalar(one.scale);
  for (let step = 1; step <= STEPS; step++) {
    const gradient = tf.tensor(gradientAt(one, step));
    adamW({ parameter, gradient, m, v }, { ...one.settings, step, ...(scale ? { gradientScale: scale } : {}) });
    // Reading in between must see each step's values, not cached ones.
    if (step === 5) await parameter.data();
    gradient.dispose();
  }
  const result = {
    parameter: Float32Array.from(await parameter.data()),
    m: Float32Array.from(await m.data()),
    v: Float32Array.from(await v.data()),
  };
  tf.dispose([parameter, m, v]);
  scale?.dispose();
  return result;
}
