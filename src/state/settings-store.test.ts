import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultsOf } from '@/base/options';
import { models } from '@/ml/models';
import { optimizers } from '@/ml/optimizers';
import { trainingOptions } from '@/ml/trainer/options';
import {
  adaptToDevice,
  applyPreset,
  buildRunConfig,
  defaultSettings,
  setModelFamily,
  setModelOption,
  setOptimizer,
  setOptimizerOption,
  setTrainingOption,
  takeRunConfig,
  useSettingsStore,
} from './settings-store';
import { changeModelOption } from './settings-store-repair';

const gpu = {
  kind: 'webgpu',
  name: 'x',
  vendor: '',
  architecture: '',
  software: false,
  features: [],
  limits: {},
} as const;
const state = useSettingsStore.getState;
beforeEach(() => useSettingsStore.setState(defaultSettings()));

describe('settings', () => {
  it('build a configuration that can be taken over again', () => {
    setModelOption('layers', 3);
    setTrainingOption('learningRate', 1e-3);
    const config = buildRunConfig('first');
    useSettingsStore.setState(defaultSettings());
    takeRunConfig(config);
    expect(buildRunConfig('first')).toEqual(config);
  });
  it('refuse a value out of range and an unknown option', () => {
    const before = buildRunConfig();
    setTrainingOption('dropout', 2);
    setTrainingOption('nonsense', 1);
    expect(buildRunConfig()).toEqual(before);
  });
  it('keep the size when the family changes', () => {
    applyPreset('small');
    setModelFamily('gpt2');
    expect(state().presetId).toBe('small');
    expect(state().model.options.hidden).toBe(256);
  });
  it('let the device choose only until the person does', () => {
    adaptToDevice({ ...gpu, software: true });
    expect(state().presetId).toBe('nano');
    adaptToDevice(gpu);
    expect(state().presetId).toBe('micro');
    expect(state().training.steps).toBe(1000);
    applyPreset('mini');
    adaptToDevice({ ...gpu, kind: 'cpu' });
    expect(state().presetId).toBe('mini');
  });
  it('survive a configuration with options that no longer exist', () => {
    const config = buildRunConfig();
    takeRunConfig({ ...config, training: { ...config.training, gone: 1, steps: -5 } });
    expect(state().training).not.toHaveProperty('gone');
    expect(state().training.steps).toBe(1000);
  });
});

describe('changing a dimension', () => {
  const llama = models.get('llama');
  const shape = { options: defaultSettings().model.options, vocabularySize: 1024 };

  it('goes on to the next number of heads that divides, in the direction of the change', () => {
    const at4 = { ...shape, options: { ...shape.options, hidden: 96, heads: 4, kvHeads: 2 } };
    expect(changeModelOption(llama, at4, 'heads', 5).options.heads).toBe(6);
    const at6 = { ...shape, options: { ...shape.options, hidden: 96, heads: 6, kvHeads: 2 } };
    expect(changeModelOption(llama, at6, 'heads', 5).options.heads).toBe(4);
  });
  it('moves key/value heads along and says why', () => {
    const at = { ...shape, options: { ...shape.options, hidden: 96, heads: 4, kvHeads: 4 } };
    const { options, notes } = changeModelOption(llama, at, 'heads', 6);
    expect(6 % Number(options.kvHeads)).toBe(0);
    expect(notes.find((n) => n.option === 'kvHeads')?.message).toMatch(/divide/);
  });
  it('keeps the ratio of the feed-forward layer', () => {
    const at = { ...shape, options: { ...shape.options, hidden: 96, intermediate: 256 } };
    expect(changeModelOption(llama, at, 'hidden', 192).options.intermediate).toBe(512);
  });
  it('never ends in an impossible combination, whatever is asked', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('llama', 'gpt2'),
        fc.array(
          fc.tuple(
            fc.constantFrom('layers', 'hidden', 'heads', 'kvHeads', 'intermediate', 'contextLength'),
            fc.integer({ min: -3, max: 2100 }),
          ),
          { minLength: 1, maxLength: 6 },
        ),
        (id, changes) => {
          const entry = models.get(id);
          let options = { ...entry.presets[1]?.options };
          for (const [name, value] of changes)
            options = { ...changeModelOption(entry, { options, vocabularySize: 1024 }, name, value).options };
          expect(entry.problems({ options, vocabularySize: 1024 })).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('a preset brings its learning rate', () => {
  it('until the person chose one', () => {
    useSettingsStore.setState(defaultSettings());
    applyPreset('large');
    const large = useSettingsStore.getState().training.learningRate;
    applyPreset('nano');
    const nano = useSettingsStore.getState().training.learningRate;
    expect(nano).toBeGreaterThan(Number(large));
    setTrainingOption('learningRate', 0.0123);
    applyPreset('large');
    expect(useSettingsStore.getState().training.learningRate).toBe(0.0123);
  });
});

describe('another optimizer', () => {
  const learningRate = () => Number(state().training.learningRate);

  it('takes the learning rate along, as far as its steps are larger or smaller', () => {
    setTrainingOption('learningRate', 3e-3);
    setOptimizer('lion');
    expect(state().optimizer.id).toBe('lion');
    expect(learningRate()).toBeCloseTo(3e-4, 9);
    setOptimizer('muon');
    expect(learningRate()).toBeCloseTo(1.8e-2, 9);
    setOptimizer('adamw');
    expect(learningRate()).toBeCloseTo(3e-3, 9);
  });
  it('keeps the learning rate within what is allowed', () => {
    const { max } = trainingOptions.learningRate;
    setTrainingOption('learningRate', max);
    setOptimizer('sgd');
    expect(learningRate()).toBe(max);
  });
  it('keeps what was set of options of the same name, and takes its own defaults for the rest', () => {
    setOptimizerOption('weightDecay', 0.05);
    for (const { id, options } of optimizers.entries) {
      setOptimizer(id);
      expect(state().optimizer.options, id).toEqual({ ...defaultsOf(options), weightDecay: 0.05 });
    }
  });
});

describe('the next visit', () => {
  it('finds the settings as they were left', async () => {
    const kept = new Map<string, string>();
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
    });
    try {
      vi.resetModules();
      const first = await import('./settings-store');
      first.applyPreset('nano');
      first.setTrainingOption('steps', 4321);
      vi.resetModules();
      const second = await import('./settings-store');
      expect(second.useSettingsStore.getState().training.steps).toBe(4321);
      expect(second.useSettingsStore.getState().presetId).toBe('nano');
      expect(second.useSettingsStore.getState().touched).toBe(true);
    } finally {
      vi.unstubAllGlobals();
    }
  });
});
