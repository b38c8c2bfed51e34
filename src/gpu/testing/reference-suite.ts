import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { openDevice } from '../device';
import { expectClose } from './close';
import { floatNames, input, type OpCase, outputWeights, runCase, toDoubles } from './op-case';

/** Finite differences cost two evaluations an element. */
const SMALL = 130;

/**
 * Unit tests of an op on tfjs's cpu backend: its output is the reference's, and its gradient as tfjs's autodiff wires it is the central
 * difference of the reference in doubles.
 */
export function describeReference(op: string, cases: readonly OpCase[]): void {
  describe(`${op}, reference`, () => {
    beforeAll(async () => {
      await openDevice({ preferred: 'cpu', onFailure: () => {} });
    });
    for (const one of cases) {
      test(one.name, async () => {
        const before = tf.memory().numTensors;
        const got = await runCase(one);
        expect(tf.memory().numTensors, 'tensors left').toBe(before);
        // One rounding to float32 (6e-8) per op of a composition; sums of intermediate roundings stay below this.
        expectClose('y', got.y ?? [], one.reference(toDoubles(one.inputs)), { absolute: 1e-6, relative: 2e-6 });
        for (const name of floatNames(one.inputs)) {
          if (input(one.inputs, name).values.length > SMALL) continue;
          // Central differences: truncation 1e-12, cancellation 1e-9; float32 between the ops of a composition dominates.
          expectClose(`d${name}`, got[`d${name}`] ?? [], differences(one, name), { absolute: 5e-6, relative: 2e-5 });
        }
      });
    }
  });
}

/** d/dx of sum(dy * reference) for every element of one input. */
export function differences({ inputs, reference }: OpCase, name: string): Float64Array {
  const values = toDoubles(inputs);
  const x = input(values, name);
  const dy = outputWeights(reference(values).length);
  const f = () => reference(values).reduce((sum, y, i) => sum + y * (dy[i] ?? Number.NaN), 0);
  return x.map((center, i) => {
    const h = 1e-6 * Math.max(1, Math.abs(center));
    x[i] = center + h;
    const up = f();
    x[i] = center - h;
    const down = f();
    x[i] = center;
    return (up - down) / (2 * h);
  });
}
