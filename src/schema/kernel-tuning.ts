import * as z from 'zod/mini';
import { versioned } from './versioned';

const kernelTuningShape = z.object({
  version: z.literal(1),
  /** Adapter, driver and kernels for which it holds. */
  key: z.string(),
  /** The chosen candidate, as JSON, by the key of its choice. */
  decisions: z.record(z.string(), z.string()),
});
/** Which kernels were found the fastest on an adapter. A cache: it may be lost at any time. */
export type KernelTuning = z.infer<typeof kernelTuningShape>;
export const kernelTuning = versioned('kernel tuning', 1, kernelTuningShape);
