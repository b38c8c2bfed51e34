import { describe, expect, it } from 'vitest';
import type { RunStatus } from '@/schema/run';
import type { DataState } from './data-store';
import { tokenBudget } from './journey-budget';
import { missingForTraining, modelFacts } from './journey-readiness';
import { dataStage, trainStage } from './journey-stages';
import { defaultSettings } from './settings-store';

const data = (change: object): DataState =>
  ({
    worker: 'on',
    sources: [{}],
    imports: [],
    fresh: true,
    preparing: false,
    cancelled: false,
    ...change,
  }) as unknown as DataState;
const dataset = (train: number, validation: number) => ({
  train: { tokens: train },
  validation: { tokens: validation },
});
const facts = modelFacts(defaultSettings(), 1024, undefined);
const status = (change: Partial<RunStatus>): RunStatus => ({
  phase: 'idle',
  runId: '',
  name: '',
  step: 0,
  steps: 0,
  activity: '',
  ...change,
});

describe('what is missing before training', () => {
  it('is nothing when all is there', () =>
    expect(missingForTraining(data({ dataset: dataset(1e5, 1e4) }), facts)).toBeUndefined());
  it('names the first thing', () => {
    expect(missingForTraining(data({ sources: [] }), facts)).toMatch(/Add some text/);
    expect(missingForTraining(data({ fresh: false }), facts)).toMatch(/Preparing/);
    expect(missingForTraining(data({ cancelled: true }), facts)).toMatch(/cancelled/);
  });
  it('says before training that a corpus is shorter than one context', () => {
    expect(missingForTraining(data({ dataset: dataset(100, 1e4) }), facts)).toMatch(/training text has 100 tokens/);
    expect(missingForTraining(data({ dataset: dataset(1e5, 20) }), facts)).toMatch(/validation text has 20 tokens/);
  });
  it('refuses what the adapter cannot hold, with the number', () => {
    const limits = { maxBufferSize: 1 << 20, maxStorageBufferBindingSize: 1 << 20 };
    const report = {
      kind: 'webgpu',
      name: 'x',
      vendor: '',
      architecture: '',
      software: false,
      features: [],
      limits,
    } as const;
    const large = modelFacts(defaultSettings(), 1024, report);
    expect(large.refusals[0]?.what).toMatch(/needs .* MiB; this adapter allows/);
    expect(large.refusals[0]?.what).toMatch(/needs .* MiB; this adapter allows/);
    expect(missingForTraining(data({ dataset: dataset(1e5, 1e4) }), large)).toMatch(/too large/);
  });
});

describe('the stages on the rail', () => {
  it('show progress only when there is some', () => {
    expect(dataStage(data({ preparing: true }))).toEqual({ kind: 'running', text: 'Preparing' });
    const progress = { label: '', done: 1, total: 4, unit: 'bytes' };
    expect(dataStage(data({ preparing: true, progress }))).toMatchObject({ text: 'Preparing 25 %', share: 0.25 });
  });
  it('never call a paused run running, nor a stopped one done', () => {
    expect(trainStage(status({ phase: 'paused', step: 5, steps: 10 }), undefined)).toEqual({
      kind: 'paused',
      text: 'Paused 50 %',
    });
    expect(trainStage(status({ phase: 'finished', end: 'stopped' }), undefined).text).toBe('Stopped');
  });
});

describe('the budget of tokens', () => {
  it('wants twenty a parameter', () =>
    expect(tokenBudget(2e6, 1e5, 0)).toMatchObject({ wantedTokens: 2e6, level: 'plenty' }));
  it('gets worse with less text', () => {
    const levels = [2e6, 6e5, 1e5, 1e4].map((tokens) => tokenBudget(tokens, 1e5, 0).level);
    expect(levels).toEqual(['plenty', 'some', 'thin', 'very thin']);
  });
  it('counts how often the run reads the text', () => expect(tokenBudget(1000, 1e5, 2500).epochs).toBe(2.5));
});
