import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { LoamError } from '@/base/errors';
import { webgpuInternals } from './backend';
import { gelu } from './ops/gelu';
import { matMul } from './ops/matmul';
import { useTestDevice } from './testing/kernel-suite';

describe('dispatch', () => {
  useTestDevice();

  test('order with the ops of tfjs is kept', async () => {
    const x = tf.tensor([1, 2, 3, 4], [1, 2, 2]);
    // Alternates tfjs's and our kernels over more dispatches than one submit holds.
    let y: tf.Tensor = x;
    for (let i = 0; i < 40; i++) y = tf.tidy(() => matMul(y, tf.tensor([0, 1, 1, 0], [1, 2, 2])).add(1));
    expect([...(await y.data())]).toEqual([41, 42, 43, 44]);
  });

  test('what a failed size check throws names the op, the size and the limit, and dispatches nothing', () => {
    const backend = webgpuInternals(tf.backend());
    const before = backend.dispatchCountInPass;
    const largest = backend.device.limits.maxStorageBufferBindingSize;
    // A tensor whose host values were never given takes no memory until it is used.
    const info = backend.makeTensorInfo([largest], 'float32');
    const x = tf.engine().makeTensorFromTensorInfo(info);
    expect(() => gelu(x)).toThrow(LoamError);
    expect(() => gelu(x)).toThrow(/LoamGelu.*more than this GPU allows/);
    expect(backend.dispatchCountInPass).toBe(before);
    x.dispose();
  });
});
