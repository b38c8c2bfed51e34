import * as tf from '@tensorflow/tfjs';
import { floats, input, type OpCase } from '../../testing/op-case';
import { mergeHeads, splitHeads } from '.';
import { type HeadsLayout, mergeHeadsReference, splitHeadsReference } from './reference';

function splitCase({ batch, time, heads, headSize }: HeadsLayout): OpCase {
  const columns = headSize * heads.reduce((sum, n) => sum + n, 0);
  return {
    name: `split B${batch} T${time} heads ${heads.join('+')} D${headSize}`,
    inputs: { x: floats([batch * time, columns], 1) },
    // Parts are laid end to end, so that each gets its own piece of dy.
    run: (inputs) =>
      tf.concat(splitHeads(input(inputs, 'x'), { batchSize: batch, heads }).map((part) => part.flatten())),
    reference: (values) =>
      Float64Array.from(
        splitHeadsReference(input(values, 'x'), { batch, time, heads, headSize }).flatMap((part) => [...part]),
      ),
  };
}

function mergeCase(batch: number, heads: number, time: number, headSize: number): OpCase {
  return {
    name: `merge B${batch} H${heads} T${time} D${headSize}`,
    inputs: { x: floats([batch, heads, time, headSize], 1) },
    run: (inputs) => mergeHeads(input(inputs, 'x')),
    reference: (values) => mergeHeadsReference([input(values, 'x')], { batch, time, heads: [heads], headSize }),
  };
}

export const cases: readonly OpCase[] = [
  splitCase({ batch: 1, time: 1, heads: [1], headSize: 1 }),
  splitCase({ batch: 2, time: 3, heads: [2], headSize: 5 }),
  splitCase({ batch: 2, time: 3, heads: [2, 2, 2], headSize: 3 }),
  splitCase({ batch: 3, time: 7, heads: [4, 2, 2], headSize: 16 }),
  mergeCase(1, 1, 1, 1),
  mergeCase(2, 3, 5, 3),
  mergeCase(2, 4, 33, 16),
];
