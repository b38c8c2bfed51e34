import * as tf from '@tensorflow/tfjs';
import { sortIds } from '@/gpu/ops/embedding';
import type { Batch } from '@/schema/batch';
import type { DeviceBatch } from './train-step';

/** Uploads a batch; the caller's tidy frees it. The sorted order of ids only when gradients are wanted. */
export function onDevice(batch: Batch, vocabularySize: number, forTraining: boolean): DeviceBatch {
  const { batchSize, time, inputs, targets } = batch;
  const ids = tf.tensor1d(inputs, 'int32');
  const counted = targets.reduce((n, id) => (id >= 0 ? n + 1 : n), 0);
  const input = { ids, batchSize, time };
  if (!forTraining) return { input, targets: tf.tensor1d(targets, 'int32'), predicted: counted };
  const { order, starts } = sortIds(inputs, vocabularySize);
  return {
    input: { ...input, sorted: { order: tf.tensor1d(order, 'int32'), starts: tf.tensor1d(starts, 'int32') } },
    targets: tf.tensor1d(targets, 'int32'),
    predicted: counted,
  };
}
