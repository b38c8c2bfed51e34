import { expect, it } from 'vitest';
import { recipes } from '@/data/recipes';
import { models } from '@/ml/models';
import { parseSettings } from './settings';
import { prepareConfigOf, type TrainPlan } from './train-plan';
import { UsageError } from './usage-error';

const planWith = (...pairs: string[]): TrainPlan => ({
  model: models.get('llama'),
  preset: undefined,
  settings: parseSettings(
    'llama',
    pairs.map((pair) => ['--set', pair]),
  ),
});
const on = (steps: readonly { readonly id: string; readonly on: boolean }[]) =>
  steps.filter((step) => step.on).map(({ id }) => id);

it('takes the steps of a recipe in its order; --set changes them', () => {
  const { label, steps } = recipes.get('books');
  const recipe = { version: 1 as const, name: label, steps: [...steps] };
  const config = prepareConfigOf(planWith('near-duplicates=false', 'pii=true', 'white-space.blankLines=0'), 1e6, {
    recipe,
  });
  expect(on(config.steps)).toEqual([
    'unicode-repair',
    'unicode-nfc',
    'control-characters',
    'white-space',
    'empty-documents',
    'exact-duplicates',
    'pii',
  ]);
  expect(config.steps.find(({ id }) => id === 'white-space')?.options.blankLines).toBe(0);
});

it('without a recipe takes the steps that the screen begins with, and no augmentation', () => {
  const config = prepareConfigOf(planWith(), 1e6);
  expect(on(config.steps)).toEqual([
    'unicode-nfc',
    'control-characters',
    'white-space',
    'missing-values',
    'empty-documents',
    'exact-duplicates',
  ]);
  expect(config.augment).toBeUndefined();
});

it('splits as the studio does, or by file, or in folds', () => {
  expect(prepareConfigOf(planWith(), 1e6).split).toEqual({ by: 'document', validationFraction: 0.1, seed: 1 });
  const { split } = prepareConfigOf(planWith('split=file', 'fold=2/5', 'splitSeed=7'), 1e6);
  expect(split).toEqual({ by: 'file', validationFraction: 0.1, seed: 7, fold: { turn: 2, count: 5 } });
  expect(() => prepareConfigOf(planWith('fold=6/5'), 1e6)).toThrow(UsageError);
  expect(() => planWith('split=user')).toThrow(UsageError);
});

it('switches augmentations with their options', () => {
  const { augment } = prepareConfigOf(planWith('noise=true', 'noise.rate=0.5', 'augmentMost=3', 'augmentSeed=7'), 1e6);
  expect(augment).toMatchObject({ seed: 7, most: 3, settings: [{ id: 'noise', on: true, options: { rate: 0.5 } }] });
  expect(() => planWith('noise.rate=2')).toThrow(UsageError);
  expect(() => planWith('pair-swap=maybe')).toThrow(UsageError);
});
