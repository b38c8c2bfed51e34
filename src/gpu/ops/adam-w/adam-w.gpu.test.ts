import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { webgpuInternals } from '../../backend';
import { expectClose } from '../../testing/close';
import { useTestDevice } from '../../testing/kernel-suite';
import { cases } from './cases';
import { tenSteps, tenStepsReference } from './ten-steps';

describe('adamW, WGSL', () => {
  useTestDevice();

  for (const one of cases) {
    test(`ten steps: ${one.name}`, async () => {
      const [actual, expected] = [await tenSteps(one), tenStepsReference(one)];
      // Ten steps of about ten roundings (6e-8) each, and a root and a quotient of 2.5 units in the last place.
      for (const name of ['parameter', 'm', 'v'] as const) {
        expectClose(name, actual[name], expected[name], { absolute: 5e-6, relative: 1e-5 });
      }
      expect(await tenSteps(one), 'a second run differs in its bits').toEqual(actual);
    });
  }

  test('repetition leaves no tensor and no buffer', async () => {
    const [one] = cases.slice(2);
    if (!one) expect.fail('no case');
    const { bufferManager } = webgpuInternals(tf.backend());
    await tenSteps(one);
    const count = () => [tf.memory().numTensors, bufferManager.getNumUsedBuffers()];
    const before = count();
    for (let i = 0; i < 3; i++) await tenSteps(one);
    expect(count()).toEqual(before);
  });
});
