import type { RecipeEntry } from '../entry';

export const asIs = {
  id: 'as-is',
  version: 1,
  label: 'as is',
  help: 'Nothing is changed and nothing is dropped.',
  options: {},
  steps: [],
} as const satisfies RecipeEntry;
