import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { LoamError } from '@/base/errors';
import type { DeviceReport } from '@/schema/device';
import type { RunPhase } from '@/schema/run';
import type { TrainingPlan } from '@/schema/training-plan';

const device: DeviceReport = {
  kind: 'webgpu',
  name: 'Test GPU',
  vendor: '',
  architecture: '',
  software: false,
  features: [],
  limits: {},
};
const planOf = (totalBytes: number): TrainingPlan => ({
  totalBytes,
  stateBytes: 1,
  dispatches: 2,
  submits: 1,
  largest: [],
});
/** Longer than people rest between two moves of a slider. */
const REST = 400;

/** A worker that answers `plan` as told, and counts. */
async function studio(answer: (vocabulary: number) => Promise<TrainingPlan>, report: DeviceReport = device) {
  vi.resetModules();
  const asked: number[] = [];
  (await import('./run-store-session')).setTrainClientFactory(() => ({
    // The store speaks to this one call only.
    api: {
      plan: (_: unknown, vocabulary: number) => {
        asked.push(vocabulary);
        return answer(vocabulary);
      },
    } as never,
    open: async () => ({ device: report }),
    generate: () => Promise.reject(new Error('not asked for')),
    profile: () => Promise.reject(new Error('not asked for')),
    exportZip: () => Promise.reject(new Error('not asked for')),
    terminate: () => {},
  }));
  const { openTrainer, useRunStore } = await import('./run-store');
  await openTrainer();
  const store = await import('./plan-store');
  return { asked, useRunStore, ...store, now: store.usePlanStore.getState };
}

describe('the plan of the settings on the screen', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('is asked for once, when the settings rest', async () => {
    const { askForPlan, asked, now } = await studio(async (vocabulary) => planOf(vocabulary));
    for (const vocabulary of [100, 200, 300]) {
      askForPlan(`v${vocabulary}`, vocabulary);
      await vi.advanceTimersByTimeAsync(REST / 4);
    }
    expect(asked).toEqual([]);
    await vi.advanceTimersByTimeAsync(REST);
    expect(asked).toEqual([300]);
    expect(now()).toEqual({ key: 'v300', plan: planOf(300), problem: undefined });
    askForPlan('v300', 300);
    await vi.advanceTimersByTimeAsync(REST);
    expect(asked).toEqual([300]);
  });

  test('is the latest one’s, however late an earlier answer comes', async () => {
    const answers: ((plan: TrainingPlan) => void)[] = [];
    const { askForPlan, asked, now } = await studio(() => new Promise((resolve) => answers.push(resolve)));
    askForPlan('first', 1);
    await vi.advanceTimersByTimeAsync(REST);
    askForPlan('second', 2);
    await vi.advanceTimersByTimeAsync(REST);
    expect(asked).toEqual([1, 2]);
    answers[1]?.(planOf(2));
    await vi.advanceTimersByTimeAsync(0);
    answers[0]?.(planOf(1));
    await vi.advanceTimersByTimeAsync(0);
    expect(now()).toMatchObject({ key: 'second', plan: { totalBytes: 2 } });
  });

  test('that the adapter refuses joins the refusals, and keeps Train from being pressed', async () => {
    const report = { code: 'gpu/over-limit', what: 'The logits are too large', where: 'training step', remedy: 'Less' };
    const { askForPlan, now } = await studio(() => Promise.reject(new LoamError(report)));
    askForPlan('large', 1);
    await vi.advanceTimersByTimeAsync(REST);
    expect(now()).toEqual({ key: 'large', problem: report });
    const { missingForTraining, modelFacts, withPlan } = await import('./journey-readiness');
    const facts = modelFacts((await import('./settings-store')).defaultSettings(), 1024, undefined);
    expect(facts.refusals).toEqual([]);
    const refused = withPlan(facts, undefined, report);
    expect(refused.refusals).toMatchObject([{ what: report.what, remedy: report.remedy }]);
    const tokens = { train: { tokens: 1e5 }, validation: { tokens: 1e4 } };
    const data = { sources: [{}], imports: [], fresh: true, dataset: tokens } as never; // all that is looked at
    expect(missingForTraining(data, facts)).toBeUndefined();
    expect(missingForTraining(data, refused)).toMatch(/too large/);
    // Of any other failure the estimate remains, and nothing is refused for it.
    expect(withPlan(facts, undefined, { ...report, code: 'unforeseen' })).toBe(facts);
    expect(withPlan(facts, planOf(5))).toMatchObject({ plan: { totalBytes: 5 }, refusals: [] });
  });

  test.each<[RunPhase, boolean]>([
    ['idle', true],
    ['starting', false],
    ['running', false],
    ['paused', true],
    ['stopping', false],
    ['finished', true],
    ['failed', true],
  ])('while %s may be asked for: %s', async (phase, may) => {
    const { askForPlan, asked, mayAsk, useRunStore } = await studio(async () => planOf(1));
    const status = { ...useRunStore.getState().status, phase };
    expect(mayAsk({ worker: 'on', status }, device)).toBe(may);
    expect(mayAsk({ worker: 'opening', status }, device)).toBe(false);
    expect(mayAsk({ worker: 'on', status }, undefined)).toBe(false);
    // Also when the run was started within the rest.
    askForPlan('one', 1);
    useRunStore.setState({ status });
    await vi.advanceTimersByTimeAsync(REST);
    expect(asked).toHaveLength(may ? 1 : 0);
    useRunStore.setState({ status: { ...status, phase: 'paused' } });
    askForPlan('one', 1);
    await vi.advanceTimersByTimeAsync(REST);
    expect(asked).toHaveLength(1);
  });

  test('is not asked for on the cpu', async () => {
    const { askForPlan, asked } = await studio(async () => planOf(1), { ...device, kind: 'cpu' });
    askForPlan('one', 1);
    await vi.advanceTimersByTimeAsync(REST);
    expect(asked).toEqual([]);
  });

  test('depends on what changes the step, and on nothing else', async () => {
    const { planKey } = await studio(async () => planOf(1));
    const { defaultSettings } = await import('./settings-store');
    const settings = defaultSettings();
    const key = (training: object) => planKey({ ...settings, training: { ...settings.training, ...training } }, 300);
    for (const same of [{ steps: 7 }, { learningRate: 0.5 }, { seed: 9 }]) expect(key(same)).toBe(key({}));
    for (const other of [{ batchSize: 3 }, { accumulation: 2 }, { dropout: 0.5 }, { mixedPrecision: false }])
      expect(key(other)).not.toBe(key({}));
    expect(planKey(settings, 301)).not.toBe(key({}));
    expect(planKey({ ...settings, optimizer: { ...settings.optimizer, id: 'lion' } }, 300)).not.toBe(key({}));
  });
});
