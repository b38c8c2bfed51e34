import * as z from 'zod/mini';
import { versioned } from './versioned';

const checkpointShape = z.object({
  version: z.literal(1),
  runId: z.string(),
  datasetId: z.string(),
  /** ISO 8601. */
  updatedAt: z.string(),
  /** A `RunConfig` of whatever version wrote it: read it with `runConfig.parse`. */
  config: z.record(z.string(), z.unknown()),
  /** Optimizer steps done and asked for. */
  step: z.number(),
  steps: z.number(),
  best: z.optional(z.object({ step: z.number(), loss: z.number() })),
  /** How the run ended; absent while it can simply go on. A `RunEnd`. */
  end: z.optional(z.enum(['completed', 'stopped', 'early stop', 'not a number', 'device lost', 'error'])),
  error: z.optional(z.object({ code: z.string(), what: z.string(), where: z.string(), remedy: z.string() })),
  /** How many files of metrics belong to this state: `metrics/0.jsonl` and on. */
  metricFiles: z.number(),
});
/** What `runs/<runId>/checkpoint.json` says; the weights beside it say their own step. */
export type CheckpointManifest = z.infer<typeof checkpointShape>;
export const checkpointManifest = versioned('checkpoint', 1, checkpointShape);

export const runFiles = (runId: string) => ({
  folder: `runs/${runId}`,
  manifest: `runs/${runId}/checkpoint.json`,
  /** Weights, optimizer state and, in the metadata, the step: all that a run needs to go on. */
  last: `runs/${runId}/last.safetensors`,
  /** Weights of the lowest validation loss. */
  best: `runs/${runId}/best.safetensors`,
  /** Metrics since the checkpoint before, one JSON a line. Storage cannot append, so each checkpoint adds a file. */
  metrics: (index: number) => `runs/${runId}/metrics/${index}.jsonl`,
  export: `runs/${runId}/export.zip`,
});
