import * as tf from '@tensorflow/tfjs';
import { split } from '@/gpu/flat/pack';
import { crossEntropy } from '@/gpu/ops/cross-entropy';
import { sampleTokens } from '@/gpu/ops/sampling';
import type { KeyValueCache } from '../models/entry';
import type { ModelDefinition } from './definition';
import { onDevice } from './on-device';
import type { ModelRunner, NextToken } from './runner';

/** Everything runs through tfjs as it comes: the way of the `cpu` backend, and what plans are measured against. `weights` stays the caller's. */
export function eagerModel(definition: ModelDefinition, weights: tf.Tensor): ModelRunner {
  const { code, shape, layout, contextLength } = definition;
  const { layers: count, width } = code.cache(shape);
  const layers = Array.from({ length: count }, () => tf.tidy(() => tf.variable(tf.zeros([contextLength, width]))));
  let last = 0;
  /** Tokens are chosen one after the other, however they are asked for. */
  let turn: Promise<unknown> = Promise.resolve();

  const next = (ids: () => readonly number[], offset: number, settings: NextToken): Promise<number> => {
    const chosen = turn.then(() => choose(ids(), offset, settings));
    turn = chosen.catch(() => {});
    return chosen;
  };
  const choose = async (ids: readonly number[], offset: number, sampling: NextToken) => {
    const chosen = tf.tidy(() => {
      const cache: KeyValueCache = { layers, offset };
      const logits = code.forward(shape, split(weights, layout), {
        ids: tf.tensor1d([...ids], 'int32'),
        batchSize: 1,
        time: ids.length,
        rows: tf.tensor1d([ids.length - 1], 'int32'),
        cache,
      });
      return sampleTokens(logits, sampling);
    });
    [last = 0] = await chosen.data();
    chosen.dispose();
    return last;
  };

  return {
    definition,
    ahead: 1,
    async losses(batch) {
      const losses = tf.tidy(() => {
        const { input, targets } = onDevice(batch, shape.vocabularySize, false);
        return crossEntropy(code.forward(shape, split(weights, layout), input), targets);
      });
      return read(losses);
    },
    async logits(ids) {
      const logits = tf.tidy(() => {
        const input = { ids: tf.tensor1d([...ids], 'int32'), batchSize: 1, time: ids.length };
        return code.forward(shape, split(weights, layout), input);
      });
      return read(logits);
    },
    prefill: (ids, settings) => next(() => ids, 0, settings),
    decode: (at, settings) => next(() => [last], at, settings),
    dispose() {
      tf.dispose(layers);
    },
  };
}

async function read(tensor: tf.Tensor): Promise<Float32Array> {
  try {
    return Float32Array.from(await tensor.data<'float32'>());
  } finally {
    tensor.dispose();
  }
}
