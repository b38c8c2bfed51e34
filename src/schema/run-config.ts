import * as z from 'zod/mini';
import { versioned } from './versioned';

const optionValues = z.record(z.string(), z.union([z.number(), z.boolean(), z.string()]));
const chosen = z.object({ id: z.string(), options: optionValues });

const runShape = z.object({
  version: z.literal(1),
  name: z.string(),
  /** Model registry id and its options (layers, hidden, heads, contextLength, ...). The vocabulary size comes from the data set. */
  model: chosen,
  optimizer: chosen,
  schedule: chosen,
  /** Values of `trainingOptions` in `ml/trainer/options.ts`. */
  training: optionValues,
});
/** All that, with a data set and a seed, decides a run. */
export type RunConfig = z.infer<typeof runShape>;
export const runConfig = versioned('run configuration', 1, runShape);
