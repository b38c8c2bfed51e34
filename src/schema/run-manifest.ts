import * as z from 'zod/mini';
import { type DatasetManifest, datasetManifest } from './dataset';
import { type RunConfig, runConfig } from './run-config';
import { type Versioned, versioned } from './versioned';

/** This studio, as exported files name it. The same version stands in `package.json` (tested). */
export const STUDIO = { name: 'Loam', version: '0.1.0' } as const;

const deviceShape = z.object({
  kind: z.union([z.literal('webgpu'), z.literal('cpu')]),
  name: z.string(),
  vendor: z.string(),
  architecture: z.string(),
  software: z.boolean(),
  features: z.array(z.string()),
  limits: z.record(z.string(), z.number()),
  remedy: z.optional(z.string()),
});

const resultsShape = z.object({
  /** How the run ended: `completed`, `stopped`, `early stop`, `not a number`, ... or `running` when exported meanwhile. */
  end: z.string(),
  /** Optimizer steps done. */
  steps: z.number(),
  parameters: z.number(),
  /** Seconds of training, pauses excluded. */
  seconds: z.number(),
  tokensPerSecond: z.number(),
  /** Mean training loss of the last steps (at most 20), nats per token. */
  trainLoss: z.number(),
  /** The exported weights: after which step they were taken, and what they reach on the held-out text. */
  weights: z.object({
    step: z.number(),
    validationLoss: z.number(),
    perplexity: z.number(),
    bitsPerByte: z.number(),
  }),
});
/** What a run reached. */
export type RunResults = z.infer<typeof resultsShape>;

const manifestShape = z.object({
  version: z.literal(1),
  studio: z.object({ name: z.string(), version: z.string() }),
  createdAt: z.string(),
  /** Each part is checked, and migrated, by its own schema. */
  config: z.unknown(),
  dataset: z.unknown(),
  device: deviceShape,
  results: resultsShape,
});

/** `run.json` of an export: everything that decided a run, and what came of it. */
export type RunManifest = Omit<z.infer<typeof manifestShape>, 'config' | 'dataset'> & {
  config: RunConfig;
  dataset: DatasetManifest;
};

const outer = versioned('run manifest', 1, manifestShape);
export const runManifest: Versioned<RunManifest> = {
  name: outer.name,
  version: outer.version,
  parse(raw, where) {
    const manifest = outer.parse(raw, where);
    return {
      ...manifest,
      config: runConfig.parse(manifest.config, `${where}, config`),
      dataset: datasetManifest.parse(manifest.dataset, `${where}, dataset`),
    };
  },
};
