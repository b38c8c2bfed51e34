import * as z from 'zod/mini';
import { versioned } from './versioned';

const optionValue = z.union([z.number(), z.boolean(), z.string()]);

const shape = z.object({
  version: z.literal(1),
  name: z.string(),
  /** The cleaning steps that are on, in order; ids of the cleaning registry. Options that are not named have their defaults; steps that are not named are off. */
  steps: z.array(z.object({ id: z.string(), options: z.optional(z.record(z.string(), optionValue)) })),
});

/** How a corpus is cleaned: a small file to save, load, share and run headless. */
export type Recipe = z.infer<typeof shape>;
export const recipe = versioned('recipe', 1, shape);
