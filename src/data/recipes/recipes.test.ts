import { describe, expect, test } from 'vitest';
import { LoamError } from '@/base/errors';
import { cleaningSteps } from '../cleaning';
import { recipes } from './index';
import { parseRecipe, recipeOf, stepsOf } from './recipe-steps';

const whatOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof LoamError) return `${error.report.where}: ${error.report.what}`;
    throw error;
  }
  return 'nothing was thrown';
};

describe.each(recipes.entries.map((entry) => [entry.id, entry] as const))('the recipe %s', (_, entry) => {
  test('names steps and options that there are, and comes back from its file', () => {
    const steps = stepsOf({ name: entry.label, steps: entry.steps });
    expect(steps.map(({ id }) => id).toSorted()).toEqual(cleaningSteps.ids.toSorted());
    expect(steps.filter(({ on }) => on).map(({ id }) => id)).toEqual(entry.steps.map(({ id }) => id));
    const file = JSON.stringify(recipeOf(entry.label, steps));
    expect(stepsOf(parseRecipe(file, 'recipe.json'))).toEqual(steps);
  });
});

test('a recipe keeps order, switches and what differs from the defaults, and nothing else', () => {
  const steps = stepsOf({
    name: 'mine',
    steps: [{ id: 'exact-duplicates' }, { id: 'white-space', options: { blankLines: 1, trailing: true } }],
  });
  expect(recipeOf('mine', steps)).toEqual({
    version: 1,
    name: 'mine',
    steps: [{ id: 'exact-duplicates' }, { id: 'white-space', options: { blankLines: 1 } }],
  });
});

test.each([
  ['an unknown step', [{ id: 'magic' }], 'r.json, step 1: There is no cleaning step "magic"'],
  [
    'a step twice',
    [{ id: 'white-space' }, { id: 'white-space' }],
    'r.json, step 2: The step "white-space" is there twice',
  ],
  [
    'an unknown option',
    [{ id: 'white-space', options: { colour: 1 } }],
    'r.json, step 1: Option "colour" of "white-space"',
  ],
  ['a bad value', [{ id: 'white-space', options: { blankLines: -1 } }], 'outside 0 to 100'],
])('%s is refused by place', (_, steps, what) => {
  expect(whatOf(() => parseRecipe(JSON.stringify({ version: 1, name: 'x', steps }), 'r.json'))).toContain(what);
});

test('what is no recipe is refused', () => {
  expect(whatOf(() => parseRecipe('{', 'r.json'))).toContain('r.json: This is no JSON');
  expect(whatOf(() => parseRecipe('{"version":1}', 'r.json'))).toContain('damaged at steps');
  // One that was written by hand may leave out what is not needed.
  expect(parseRecipe('{"steps":[{"id":"pii"}]}', 'my/mails.json')).toEqual({
    version: 1,
    name: 'mails',
    steps: [{ id: 'pii' }],
  });
});
