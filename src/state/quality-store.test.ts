import { beforeEach, expect, it } from 'vitest';
import type { QualityReport } from '@/schema/quality';
import type { DataClient } from '@/workers/data.client';
import type { QualityRequest } from '@/workers/protocol';
import { openData, useDataStore } from './data-store';
import { defaultPreparation } from './data-store-config';
import { setDataClientFactory } from './data-store-worker';
import { lookAfter, measureQuality, stepsUpTo, useQualityStore } from './quality-store';

const asked: QualityRequest[] = [];
const on = ({ steps }: Pick<QualityRequest, 'steps'>) => steps.filter((step) => step.on).map(({ id }) => id);

beforeEach(async () => {
  asked.length = 0;
  const api = {
    async quality(request: QualityRequest) {
      asked.push(request);
      return { stage: on(request).at(-1) ?? 'as imported' } as QualityReport;
    },
  };
  setDataClientFactory(() => ({
    api: api as unknown as DataClient['api'],
    open: async () => ({ sources: [] }),
    terminate() {},
  }));
  useDataStore.setState({ worker: 'off', config: defaultPreparation() });
  useQualityStore.setState({ before: undefined, after: undefined, place: undefined, measuredFor: undefined });
  await openData();
});

const idle = async () => {
  while (useQualityStore.getState().measuring) await new Promise((resolve) => setTimeout(resolve));
};

it('measures as imported and after all steps', async () => {
  await measureQuality('sample');
  expect(asked.map(on)).toEqual([[], on(defaultPreparation())]);
  expect(asked.map(({ sample, split }) => [sample, split])).toEqual(
    [1, 2].map(() => [true, { by: 'document', validationFraction: 0.1, seed: 1 }]),
  );
});

it('measures after a chosen step, and what was measured as imported not again', async () => {
  await measureQuality('all');
  lookAfter('control-characters');
  await idle();
  expect(asked.slice(2).map(on)).toEqual([[], ['unicode-nfc', 'control-characters']]); // a sample, after everything
  lookAfter('unicode-nfc');
  await idle();
  expect(asked.slice(4).map(on)).toEqual([['unicode-nfc']]);
  expect(useQualityStore.getState().after?.stage).toBe('unicode-nfc');
  lookAfter(undefined);
  await idle();
  expect(asked.slice(5).map(on)).toEqual([on(defaultPreparation())]);
});

it('only notes the place while nothing is measured', async () => {
  lookAfter('white-space');
  await idle();
  expect(asked).toEqual([]);
  await measureQuality('sample');
  expect(asked.map(on).at(-1)?.at(-1)).toBe('white-space');
});

it('takes the whole pipeline where the step is off or gone', () => {
  const { steps } = defaultPreparation();
  expect(stepsUpTo(steps, 'near-duplicates')).toBe(steps);
  expect(stepsUpTo(steps, 'gone')).toBe(steps);
  expect(on({ steps: stepsUpTo(steps, 'control-characters') })).toEqual(['unicode-nfc', 'control-characters']);
});
