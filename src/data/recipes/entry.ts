import type { Entry } from '@/base/registry';
import type { Recipe } from '@/schema/recipe';

/** A recipe that comes with the studio. */
export interface RecipeEntry extends Entry {
  readonly steps: Readonly<Recipe['steps']>;
}
