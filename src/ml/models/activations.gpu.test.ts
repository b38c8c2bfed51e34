import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { useTestDevice } from '@/gpu/testing/kernel-suite';
import { plannedStep } from '../trainer/compiled-step';
import { resolveConfig } from '../trainer/resolve-config';
import { createTrainee, disposeTrainee } from '../trainer/trainee';
import { memoryEstimate } from './estimate';

const shapes = [
  { layers: 2, hidden: 64, heads: 4, intermediate: 176, contextLength: 64, vocabulary: 512, batchSize: 8 },
  { layers: 4, hidden: 128, heads: 4, intermediate: 512, contextLength: 128, vocabulary: 512, batchSize: 8 },
  { layers: 6, hidden: 64, heads: 2, intermediate: 128, contextLength: 256, vocabulary: 1024, batchSize: 4 },
  // Few tokens against many weights: gradients are the peak.
  { layers: 3, hidden: 128, heads: 4, intermediate: 512, contextLength: 32, vocabulary: 2048, batchSize: 1 },
];

describe('the memory estimate', () => {
  useTestDevice();

  test.each(shapes.flatMap((s) => [['llama', s] as const, ['gpt2', s] as const]))(
    '%s %j: is within 25 % of what the plan takes',
    async (family, { vocabulary, batchSize, ...options }) => {
      await tf.setBackend('webgpu');
      const config = resolveConfig(
        {
          version: 1,
          name: 'plan',
          model: { id: family, options: family === 'llama' ? { ...options, kvHeads: 2 } : options },
          optimizer: { id: 'adamw', options: {} },
          schedule: { id: 'cosine', options: {} },
          training: {},
        },
        vocabulary,
      );
      const trainee = await createTrainee(config);
      const { contextLength } = options;
      const { plan } = await plannedStep({
        trainee,
        batchSize,
        contextLength,
        accumulation: 1,
        gradientClip: 1,
        dropoutRate: 0,
      });
      const { weights, optimizer, total } = memoryEstimate(config.model, config.shape, { batchSize });
      const ratio = total / (plan.ownBytes + weights + optimizer);
      // A formula of a few terms for a layout by greedy placement: on the shapes it was fitted to it misses by up to 11 %.
      expect(ratio).toBeGreaterThan(0.75);
      expect(ratio).toBeLessThan(1.25);
      disposeTrainee(trainee);
    },
  );
});
