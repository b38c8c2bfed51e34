import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { peakBytes } from '@/ml/testing/peak-bytes';
import { tinyConfig } from '@/ml/testing/tiny-run';
import { useCpu } from '@/ml/testing/use-cpu';
import { onDevice } from '../trainer/on-device';
import { resolveConfig } from '../trainer/resolve-config';
import { trainStep } from '../trainer/train-step';
import { createTrainee, disposeTrainee } from '../trainer/trainee';
import { memoryEstimate } from './estimate';

beforeAll(useCpu);

const shapes = [
  { layers: 2, hidden: 32, heads: 4, intermediate: 128, contextLength: 32, vocabulary: 64, batchSize: 2 },
  { layers: 1, hidden: 64, heads: 2, intermediate: 64, contextLength: 16, vocabulary: 512, batchSize: 3 },
  { layers: 3, hidden: 16, heads: 4, intermediate: 32, contextLength: 64, vocabulary: 32, batchSize: 2 },
];

test.each(shapes.flatMap((s) => [['llama', s] as const, ['gpt2', s] as const]))(
  '%s %j: the estimate is what tfjs holds',
  async (family, { vocabulary, batchSize, ...options }) => {
    const own = family === 'llama' ? { ...options, kvHeads: 2 } : options;
    const config = resolveConfig(tinyConfig(family, {}, own), vocabulary);
    const trainee = await createTrainee(config);
    const ids = new Int32Array(batchSize * options.contextLength).fill(1);
    const peak = peakBytes(() => {
      const figures = tf.tidy(() => {
        const batch = onDevice({ batchSize, time: options.contextLength, inputs: ids, targets: ids }, vocabulary, true);
        const settings = { step: 1, learningRate: 1e-3, gradientClip: 1, dropoutRate: 0 };
        return trainStep(trainee, [{ batch, dropoutSeed: 0 }], settings);
      });
      figures.dispose();
    });
    const { gradients, activations } = memoryEstimate(config.model, config.shape, { batchSize });
    const ratio = (gradients + activations) / peak;
    // The screen promises the order of magnitude; 10 % leaves room for an op's own scratch.
    expect(ratio).toBeGreaterThan(0.9);
    expect(ratio).toBeLessThan(1.1);
    disposeTrainee(trainee);
  },
);
