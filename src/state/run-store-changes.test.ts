import { expect, test } from 'vitest';
import type { RunConfig } from '@/schema/run-config';
import { autoName, changesBetween } from './run-store-changes';
import { defaultSettings } from './settings-store';

const { model, optimizer, schedule, training } = defaultSettings();
const base: RunConfig = { version: 1, name: 'a', model, optimizer, schedule, training };

test('changes are named by their labels; a name alone changes nothing', () => {
  expect(changesBetween(base, { ...base, name: 'b' })).toEqual([]);
  const other: RunConfig = {
    ...base,
    model: { ...model, options: { ...model.options, hidden: 8 } },
    schedule: { id: 'constant', options: {} },
    training: { ...training, learningRate: 0.0005, dropout: 0.1 },
  };
  expect(changesBetween(base, other).map(({ label, to }) => `${label}: ${to}`)).toEqual([
    'Hidden size: 8',
    'Schedule: Constant',
    'Learning rate: 5e-4',
    'Dropout: 0.1',
  ]);
});

test('runs are named after what they train, then after what changes', () => {
  expect(autoName(base, 1, undefined)).toMatch(/^\w+ llama 1$/);
  const changed = { ...base, training: { ...training, dropout: 0.2 } };
  expect(autoName(changed, 2, base)).toMatch(/ 2 · Dropout 0\.2$/);
});
