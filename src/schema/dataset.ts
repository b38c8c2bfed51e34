import * as z from 'zod/mini';
import { versioned } from './versioned';

const optionValue = z.union([z.number(), z.boolean(), z.string()]);
const chosen = z.object({ id: z.string(), options: z.record(z.string(), optionValue) });

const splitShape = z.object({
  /** What stays together, or decides: nothing (each document by itself), its file, its group (a user, a speaker), its time, its label. */
  by: z.enum(['document', 'file', 'group', 'time', 'label']),
  /** Share of documents (of text, by document) held out for validation, 0 < f < 1. */
  validationFraction: z.number(),
  seed: z.number(),
  /** Instead of a share: fold number `turn`, 1 to `count`, is held out, all others are trained on. */
  fold: z.optional(z.object({ count: z.number(), turn: z.number() })),
});
/** How a corpus is divided into training and validation. */
export type SplitConfig = z.infer<typeof splitShape>;

const prepareShape = z.object({
  version: z.literal(2),
  /** Cleaning steps in order, each switchable. Ids of the cleaning registry. */
  steps: z.array(z.object({ id: z.string(), on: z.boolean(), options: z.record(z.string(), optionValue) })),
  split: splitShape,
  /** Documents that no cleaning step may drop, by `rescueKey`. */
  rescued: z.optional(z.array(z.string())),
  /** Augmented copies of training documents; none where missing. */
  augment: z.optional(
    z.object({
      seed: z.number(),
      /** The training side with its copies is at most so many times as large as without. */
      most: z.number(),
      /** Ids and options in the augmentation registry. */
      settings: z.array(z.object({ id: z.string(), on: z.boolean(), options: z.record(z.string(), optionValue) })),
    }),
  ),
  /** Id and options in the tokenizer registry. */
  tokenizer: chosen,
  /** A `tokenizer.json` that takes the place of `tokenizer`: `id` decides its contents. */
  importedTokenizer: z.optional(z.object({ id: z.string(), name: z.string(), vocabularySize: z.number() })),
});
/** Everything that decides how a corpus becomes packed tokens. */
export type PrepareConfig = z.infer<typeof prepareShape>;

type Old = Record<string, unknown>;
/** Version 1 knew splits by document only. */
const preparationFrom1 = (old: Old): Old => ({ ...old, split: { by: 'document', ...asObject(old.split) } });
const asObject = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});

export const prepareConfig = versioned('preparation', 2, prepareShape, { 1: preparationFrom1 });

export type ImportedTokenizer = NonNullable<PrepareConfig['importedTokenizer']>;

/** What a data set's `tokenizer.id` is where the tokenizer was imported. */
export const IMPORTED = 'imported';

const exampleShape = z.object({ file: z.string(), before: z.string(), after: z.string() });
const auditShape = z.object({
  id: z.string(),
  documentsIn: z.number(),
  changed: z.number(),
  /** Dropped documents by declared reason. */
  dropped: z.record(z.string(), z.number()),
  seconds: z.number(),
  /** A few cases; `after` is empty for a dropped document. */
  examples: z.array(exampleShape),
});
/** What one cleaning step did. */
export type StepAudit = z.infer<typeof auditShape>;

const augmentedShape = z.object({
  id: z.string(),
  /** Copies made, due ones that would have been equal to their document, and those beyond the limit of growth. */
  copies: z.number(),
  notApplicable: z.number(),
  leftOut: z.number(),
});
/** What one augmentation did. */
export type AugmentAudit = z.infer<typeof augmentedShape>;

const leakageShape = z.object({
  /** Documents held out, and how many of them are trained on too: the same text, and nearly the same. */
  heldOut: z.number(),
  exact: z.number(),
  /** Missing where near ones were not looked for: the text is long, and it takes a while. */
  near: z.optional(z.number()),
  /** Estimated similarity from which on two documents are nearly the same. */
  threshold: z.number(),
  /** The first few, by index in the corpus: a held-out document and the one most like it that is trained on. */
  pairs: z.array(
    z.object({ kind: z.enum(['exact', 'near']), heldOut: z.number(), training: z.number(), similarity: z.number() }),
  ),
});
/** What of the validation side is trained on too. */
export type Leakage = z.infer<typeof leakageShape>;

const filledShape = z.object({
  column: z.string(),
  /** Rows of both sides in which it was missing. */
  rows: z.number(),
  how: z.enum(['median', 'mode', 'mark']),
  /** Of the training rows; the mark stands where they have none. */
  value: z.optional(z.string()),
  /** So many training rows have a value. */
  from: z.optional(z.number()),
});
/** What was written where the values of a column were missing. */
export type Filled = z.infer<typeof filledShape>;

const sideShape = z.object({ documents: z.number(), tokens: z.number(), textBytes: z.number() });

const datasetShape = z.object({
  version: z.literal(2),
  id: z.string(),
  name: z.string(),
  createdAt: z.string(),
  sources: z.array(
    z.object({
      name: z.string(),
      origin: z.string(),
      /** Of a file from the web. */
      url: z.optional(z.string()),
      sizeBytes: z.number(),
      documents: z.number(),
      encodings: z.array(z.string()),
      /** Of rows that are no plain documents: their shape, and its columns as "role: name". */
      rows: z.optional(
        z.object({
          shape: z.enum(['documents', 'pairs', 'labelled', 'sequences', 'audio', 'images']),
          columns: z.array(z.string()),
        }),
      ),
    }),
  ),
  preparation: prepareShape,
  audit: z.array(auditShape),
  filled: z.optional(z.array(filledShape)),
  /** The training side holds the augmented copies too, behind all originals. */
  augmented: z.optional(z.array(augmentedShape)),
  /** Missing where a block of a document was held out, and in data sets of earlier versions. */
  leakage: z.optional(leakageShape),
  train: sideShape,
  validation: sideShape,
  tokenizer: z.object({ id: z.string(), version: z.number(), vocabularySize: z.number(), endOfTextId: z.number() }),
  /** Cross-entropy in nats per token of the training set's unigram model on the validation tokens (add-one smoothed). */
  unigramLoss: z.number(),
  /** Bytes per stored token id: 2 (little-endian uint16) or 4 (uint32). */
  tokenBytes: z.union([z.literal(2), z.literal(4)]),
});
/** A prepared corpus. Its files are `datasets/<id>/{dataset.json,train.bin,validation.bin,tokenizer.json,dropped.bin}` in storage. */
export type DatasetManifest = z.infer<typeof datasetShape>;
export const datasetManifest = versioned('data set', 2, datasetShape, {
  1: (old) => ({ ...old, preparation: { ...preparationFrom1({ ...asObject(old.preparation) }), version: 2 } }),
});

/** A document by its source and its place in it: lasts when other sources come and go. */
export const rescueKey = (sourceId: string, indexInSource: number): string => `${sourceId}/${indexInSource}`;

export const datasetFiles = (id: string) => ({
  manifest: `datasets/${id}/dataset.json`,
  train: `datasets/${id}/train.bin`,
  validation: `datasets/${id}/validation.bin`,
  tokenizer: `datasets/${id}/tokenizer.json`,
  /** How often each token id occurs in the training side: little-endian float64, by id. Data sets of earlier versions have none. */
  counts: `datasets/${id}/counts.bin`,
  /** Which documents cleaning dropped, and why. Data sets of earlier versions have none. */
  dropped: `datasets/${id}/dropped.bin`,
  /** Where there are augmented copies: a line of JSON for each, in their order, saying what was done to which training document. */
  augmented: `datasets/${id}/augmented.jsonl`,
  /** Where rows have pictures or recordings: a line of JSON for each, `MediaLine` of `data/prepare/rows/write-media-list.ts`. */
  media: `datasets/${id}/media.jsonl`,
});
