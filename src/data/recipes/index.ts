import { Registry } from '@/base/registry';
import { asIs } from './as-is';
import { books } from './books';
import { chatLogs } from './chat-logs';
import type { RecipeEntry } from './entry';
import { webPages } from './fineweb';
import { labelledTable } from './labelled-table';
import { sourceCode } from './source-code';

/** Recipes that come with the studio. */
export const recipes = new Registry<RecipeEntry>('recipe', [
  webPages,
  books,
  chatLogs,
  sourceCode,
  labelledTable,
  asIs,
]);
