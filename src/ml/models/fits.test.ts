import { describe, expect, test } from 'vitest';
import { defaultsOf } from '@/base/options';
import type { DeviceReport } from '@/schema/device';
import { models } from '.';
import type { ModelShape } from './entry';
import { memoryEstimate } from './estimate';
import { fits } from './fits';

const MIB = 2 ** 20;
const device = (kind: 'webgpu' | 'cpu', limits: Record<string, number> = {}): DeviceReport => ({
  kind,
  name: 'test',
  vendor: '',
  architecture: '',
  software: false,
  features: [],
  limits,
});
const llama = models.get('llama');
const shape = (extra: ModelShape['options']): ModelShape => ({
  options: { ...defaultsOf(llama.options), ...extra },
  vocabularySize: 4096,
});

describe('memory', () => {
  test('adds up, and grows with what it should', () => {
    const one = memoryEstimate(llama, shape({}), { batchSize: 4 });
    expect(one.total).toBe(one.weights + one.gradients + one.optimizer + one.activations);
    expect(one.optimizer).toBe(2 * one.weights);
    const untied = (batchSize: number) => memoryEstimate(llama, shape({ tied: false }), { batchSize }).activations;
    // A batch adds what it needs; the gradients' share does not grow with it. Whole elements, hence the rounding.
    const added = (untied(16) - untied(8)) / (untied(8) - untied(4));
    expect(added).toBeCloseTo(2, 6);
    expect(memoryEstimate(llama, shape({}), { batchSize: 4, accumulation: 2 }).gradients).toBe(2 * one.gradients);
  });

  test('the largest tensor is named', () => {
    expect(memoryEstimate(llama, shape({}), { batchSize: 8 }).largestTensor).toEqual({
      name: 'logits',
      bytes: 8 * 128 * 4096 * 4,
    });
    expect(memoryEstimate(llama, shape({ hidden: 2048 }), { batchSize: 1 }).largestTensor.name).toBe(
      'all weights together',
    );
  });
});

describe('fits', () => {
  const limits = { maxStorageBufferBindingSize: 8 * MIB, maxBufferSize: 256 * MIB };

  test('nothing to say when it does', () => {
    expect(fits(memoryEstimate(llama, shape({}), { batchSize: 4 }), device('webgpu', limits))).toEqual([]);
  });

  test('names the limit, the number and the batch size that fits, exactly', () => {
    const [problem, ...more] = fits(memoryEstimate(llama, shape({}), { batchSize: 16 }), device('webgpu', limits));
    expect(more).toEqual([]);
    expect(problem).toMatchObject({
      limit: 'maxStorageBufferBindingSize',
      wantedBytes: 32 * MIB,
      allowedBytes: 8 * MIB,
    });
    expect(problem?.what).toContain('"logits" needs 32.0 MiB');
    // 128 * 4096 * 4 bytes = 2 MiB a window.
    expect(problem?.remedy).toContain('batch size of 4 fits; with gradient accumulation of 4');
  });

  test('then the context', () => {
    const long = memoryEstimate(llama, shape({ contextLength: 2048 }), { batchSize: 2 });
    const [problem] = fits(long, device('webgpu', limits));
    expect(problem?.remedy).toContain('context length of 512 fits');
  });

  test('then a smaller model', () => {
    const wide = memoryEstimate(llama, shape({ hidden: 2048 }), { batchSize: 1 });
    expect(fits(wide, device('webgpu', limits))[0]?.remedy).toContain('smaller preset');
  });

  test('the cpu backend has a budget for everything together', () => {
    const large = llama.presets.at(-1)?.options ?? {};
    const [problem] = fits(memoryEstimate(llama, shape(large), { batchSize: 64 }), device('cpu'));
    expect(problem?.limit).toBe('memory');
  });
});
