import { LoamError } from '@/base/errors';
import { defaultsOf, parseOptions } from '@/base/options';
import type { PrepareConfig } from '@/schema/dataset';
import { type Recipe, recipe } from '@/schema/recipe';
import { cleaningSteps } from '../cleaning';

type Steps = PrepareConfig['steps'];

/**
 * All cleaning steps as a recipe wants them: its own, on, in its order, then the others, off. Throws LoamError `recipe/invalid` for an unknown step, one
 * that is named twice, and options that cannot be.
 */
export function stepsOf({ name, steps }: Pick<Recipe, 'name'> & { readonly steps: Readonly<Recipe['steps']> }): Steps {
  const refuse = (what: string, where: string, remedy: string): never => {
    throw new LoamError({ code: 'recipe/invalid', what, where: `${name}, ${where}`, remedy });
  };
  const on = steps.map(({ id, options = {} }, i) => {
    const where = `step ${i + 1}`;
    if (!cleaningSteps.has(id))
      return refuse(`There is no cleaning step "${id}"`, where, `Take one of: ${cleaningSteps.ids.join(', ')}.`);
    if (steps.findIndex((step) => step.id === id) < i)
      return refuse(`The step "${id}" is there twice`, where, 'Name each step once.');
    const { values, problems } = parseOptions(cleaningSteps.get(id).options, options);
    const [problem] = problems;
    if (problem)
      return refuse(`Option "${problem.option}" of "${id}": ${problem.message}`, where, 'Change this option.');
    return { id, on: true, options: values };
  });
  const rest = cleaningSteps.entries.filter(({ id }) => !steps.some((step) => step.id === id));
  return [...on, ...rest.map(({ id, options }) => ({ id, on: false, options: defaultsOf(options) }))];
}

/** The steps that are on, as a recipe: options that have their defaults are left out. */
export function recipeOf(name: string, steps: Steps): Recipe {
  return {
    version: 1,
    name,
    steps: steps
      .filter(({ on }) => on)
      .map(({ id, options }) => {
        const defaults: Readonly<Record<string, unknown>> = defaultsOf(cleaningSteps.get(id).options);
        const changed = Object.entries(options).filter(([option, value]) => defaults[option] !== value);
        return changed.length > 0 ? { id, options: Object.fromEntries(changed) } : { id };
      }),
  };
}

/** A recipe's file. Throws LoamError `recipe/invalid` or `schema/invalid`, naming the file and the place. */
export function parseRecipe(text: string, where: string): Recipe {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    throw new LoamError(
      {
        code: 'recipe/invalid',
        what: `This is no JSON: ${error instanceof Error ? error.message : error}`,
        where,
        remedy: 'Give a recipe that Loam saved.',
      },
      { cause: error },
    );
  }
  const parsed = recipe.parse(named(raw, where), where);
  stepsOf({ ...parsed, name: where });
  return parsed;
}

/** A recipe written by hand may go without a name: its file has one. */
function named(raw: unknown, where: string): unknown {
  if (typeof raw !== 'object' || raw === null || 'name' in raw) return raw;
  const file = where.split(/[\\/]/).at(-1) ?? where;
  return { version: 1, ...raw, name: file.replace(/\.json$/i, '') };
}
