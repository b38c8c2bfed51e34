import * as z from 'zod/mini';
import { versioned } from './versioned';

/** Documents behind a bar, by their index in the corpus: the first few that fell into it. */
const behind = z.array(z.number());

const distributionShape = z.object({
  kind: z.literal('distribution'),
  id: z.string(),
  label: z.string(),
  help: z.string(),
  citation: z.optional(z.string()),
  /** What is measured: "characters", "share". Empty for a plain number. */
  unit: z.string(),
  scale: z.enum(['linear', 'log']),
  /** Bar i counts documents with a value in [edges[i], edges[i + 1]); the last bar includes its end. */
  edges: z.array(z.number()),
  counts: z.array(z.number()),
  behind: z.array(behind),
  median: z.number(),
  /** Where a cleaning rule draws its line, and on which side of it documents are dropped. */
  thresholds: z.array(z.object({ value: z.number(), drops: z.enum(['below', 'above']), rule: z.string() })),
});
/** How a number is spread over the documents. */
export type Distribution = z.infer<typeof distributionShape>;

const countsShape = z.object({
  kind: z.literal('counts'),
  id: z.string(),
  label: z.string(),
  help: z.string(),
  citation: z.optional(z.string()),
  /** What is counted: "documents", "characters", "files". */
  unit: z.string(),
  entries: z.array(
    z.object({
      name: z.string(),
      count: z.number(),
      behind,
      /** Of each document behind, the one that it is like, exactly or nearly. */
      twins: z.optional(z.object({ kind: z.enum(['exact', 'near']), of: z.array(z.number()) })),
    }),
  ),
});
/** How often each of some kinds occurs, the commonest first. */
export type Counts = z.infer<typeof countsShape>;

/** The stage at the end of the pipeline: the label of the last step would seem to tell of that one alone. */
export const AFTER_ALL_STEPS = 'after cleaning';

const reportShape = z.object({
  version: z.literal(1),
  name: z.string(),
  /** "as imported", "after" with the label of the last cleaning step that ran, or `AFTER_ALL_STEPS`. */
  stage: z.string(),
  documents: z.number(),
  characters: z.number(),
  words: z.number(),
  bytes: z.number(),
  /** Where only a sample was looked at: how many documents it was taken from. */
  sampledFrom: z.optional(z.number()),
  chapters: z.array(z.union([distributionShape, countsShape])),
});
/** What is known of a corpus, or of a sample of it, at one place of the cleaning pipeline. */
export type QualityReport = z.infer<typeof reportShape>;
export type Chapter = QualityReport['chapters'][number];
export const qualityReport = versioned('quality report', 1, reportShape);
