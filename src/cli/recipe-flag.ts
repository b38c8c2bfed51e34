import { readFile } from 'node:fs/promises';
import { defaultPrepareConfig } from '@/data/prepare/default-config';
import { recipes } from '@/data/recipes';
import { parseRecipe, recipeOf } from '@/data/recipes/recipe-steps';
import type { Recipe } from '@/schema/recipe';
import { suggestion } from './near-matches';
import { UsageError } from './usage-error';

/** What `--recipe` names: a recipe that comes with the studio, by its id or as the studio calls it, or a file. Throws UsageError, or LoamError for a file that is no recipe. */
export async function recipeOfFlag(given: string | undefined): Promise<Recipe> {
  if (given === undefined) return recipeOf('steps that are on at first', defaultPrepareConfig(0).steps);
  const named = recipes.entries.find(({ id, label }) => [id, label.toLowerCase()].includes(given.toLowerCase()));
  if (named) return { version: 1, name: named.label, steps: [...named.steps] };
  let text: string;
  try {
    text = await readFile(given, 'utf8');
  } catch {
    const remedy = suggestion(given, recipes.ids, `Give a file, or one of ${recipes.ids.join(', ')}.`);
    throw new UsageError('--recipe', `${given} is neither a file that can be read nor a recipe`, remedy);
  }
  return parseRecipe(text, given);
}
