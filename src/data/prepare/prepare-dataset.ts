import type { Progress } from '@/base/progress';
import { type DatasetManifest, datasetFiles, datasetManifest, IMPORTED, type PrepareConfig } from '@/schema/dataset';
import type { Mapping } from '@/schema/shape';
import type { Storage } from '@/storage/storage';
import type { WorkPool } from '../pool/work-pool';
import { worthThreads } from '../pool/worth-threads';
import { LEAST_TOKENS, type Split, splitCorpus, tooShort } from '../split/split-corpus';
import type { SplitPlan } from '../split/split-plan';
import { tokenizers } from '../tokenizers';
import { Breather } from '../tokenizers/breather';
import { augmentSide, marksOf, withMarks } from './augment-side';
import { writeFile } from './byte-sink';
import { checkedConfig } from './checked-config';
import { type CleanedCorpus, cleanCorpus } from './clean-corpus';
import type { Corpus } from './corpus';
import { datasetId } from './dataset-id';
import { findLeakage } from './find-leakage';
import { importedTokenizer } from './imported-tokenizer';
import { nothingLeft } from './nothing-left';
import { packSide, unigramLoss } from './pack-side';
import { rescuedIndices } from './rescued-documents';
import { SHAPE_MARKS } from './rows/render-row';
import { renderSplit } from './rows/render-split';
import type { SplitRows } from './rows/split-rows';
import { writeMediaList } from './rows/write-media-list';
import { splitPlan } from './split-keys';
import { TextReader } from './text-reader';
import { trainTokenizer } from './train-tokenizer';

export type PrepareStage = 'clean' | 'split' | 'tokenizer' | 'encode';

export interface PrepareContext {
  readonly storage: Storage;
  readonly onProgress: (stage: PrepareStage, progress: Progress) => void;
  readonly signal: AbortSignal;
  /** The list of synonyms that some augmentations take: contents of `public/synonyms.txt`. Asked for only when one of them is on. */
  readonly synonyms?: () => Promise<string>;
  /** Threads for what can be done to each document by itself. */
  readonly pool?: WorkPool;
}

/** Documents of which the choice of sides takes so long that a cancel should come in before they are divided. */
const MANY = 1 << 17;

/**
 * Cleans, splits, trains the tokenizer on the training side (or takes an imported one), and packs the tokens of both sides into `datasets/<id>/`. The id is a hash of
 * all that goes in: what was prepared before is returned at once, and the same corpus and settings give the same bytes. Memory stays
 * bounded: text goes through storage. Cancelling (AbortError) or failing leaves nothing behind; two calls must not run at the same time.
 *
 * Throws LoamError `data/too-short`, `data/invalid-split`, `data/invalid-preparation`, `tokenizer/vocabulary-too-large`,
 * `tokenizer/gone`, `storage/full`.
 */
export async function prepareDataset(
  corpus: Corpus,
  config: PrepareConfig,
  context: PrepareContext,
): Promise<DatasetManifest> {
  const { storage, signal } = context;
  signal.throwIfAborted();
  const preparation = checkedConfig(config);
  const breather = new Breather(signal);
  const id = await datasetId(
    corpus,
    preparation,
    inspecting(corpus, context, breather, 'Looking for an earlier preparation'),
  );
  const files = datasetFiles(id);
  const folder = `datasets/${id}`;
  if (await storage.exists(files.manifest)) return readManifest(storage, files.manifest);
  await storage.remove(folder); // what a crash may have left
  try {
    return await build(id, corpus, preparation, context, breather);
  } catch (error) {
    await storage.remove(folder);
    throw error;
  }
}

async function build(
  id: string,
  corpus: Corpus,
  preparation: PrepareConfig,
  context: PrepareContext,
  breather: Breather,
): Promise<DatasetManifest> {
  const { storage } = context;
  const pool = worthThreads(corpus, context.pool);
  const files = datasetFiles(id);
  const textFile = `datasets/${id}/clean.txt`;
  const split = await splitPlan(preparation.split, corpus, breather);
  const cleaned = await writeFile(await storage.create(textFile), (sink) =>
    cleanCorpus(corpus, preparation.steps, sink, inspecting(corpus, context, breather, 'Cleaning'), {
      storage,
      folder: `datasets/${id}/cleaning`,
      rescued: rescuedIndices(corpus, preparation.rescued ?? []),
      split,
      pool,
    }),
  );
  // The split would only say that there is no text, not which step took it.
  if (cleaned.documents.count === 0 && corpus.documentCount > 0) throw nothingLeft(cleaned.audit, corpus.documentCount);
  await writeBytes(storage, files.dropped, cleaned.dropped.toBytes());
  const file = await storage.open(textFile);
  let packed: Packed;
  try {
    packed = await tokenizeText(id, cleaned, split, new TextReader(file), preparation, { ...context, pool }, breather);
  } finally {
    file.close();
  }
  await storage.remove(textFile);
  const manifest: DatasetManifest = {
    version: 2,
    id,
    name: nameOf(corpus),
    createdAt: new Date().toISOString(),
    sources: corpus.sources.map(({ name, origin, url, sizeBytes, documents: count, files: read, columns }) => ({
      name,
      origin,
      ...(url === undefined ? {} : { url }),
      sizeBytes,
      documents: count,
      encodings: [...new Set(read.flatMap(({ encoding }) => (encoding ? [encoding.name] : [])))].sort(),
      ...(columns && columns.mapping.shape !== 'documents' ? { rows: rowsOf(columns.mapping) } : {}),
    })),
    preparation,
    audit: cleaned.audit,
    ...packed,
  };
  await breather.breathe();
  // Last: a data set without a manifest is none.
  await writeJson(storage, files.manifest, manifest);
  return manifest;
}

type Packed = Pick<
  DatasetManifest,
  'leakage' | 'filled' | 'augmented' | 'train' | 'validation' | 'tokenizer' | 'unigramLoss' | 'tokenBytes'
>;

/** From the cleaned text to everything in the data set's folder but the manifest. */
async function tokenizeText(
  id: string,
  cleaned: CleanedCorpus,
  plan: SplitPlan,
  text: TextReader,
  preparation: PrepareConfig,
  context: PrepareContext,
  breather: Breather,
): Promise<Packed> {
  const { documents, kept } = cleaned;
  const { storage, onProgress } = context;
  const splitting = (done: number) =>
    onProgress('split', { label: 'Splitting', done, total: documents.count, unit: 'documents' });
  splitting(0);
  if (documents.count > MANY) {
    // Decides, and remembers.
    plan.sides(kept, documents);
    await breather.breathe();
  }
  const split = splitCorpus(documents, plan, text.read, kept);
  const leakage =
    split.sides &&
    (await findLeakage(text, { documents, kept, sides: split.sides }, breather, (done, total) =>
      onProgress('split', { label: 'Comparing both sides', done, total, unit: 'bytes' }),
    ));
  splitting(documents.count);
  const found = leakage ? { leakage } : {};
  if (!cleaned.hasRows) return { ...found, ...(await packSplit(id, { split, text }, preparation, context, breather)) };

  const path = `datasets/${id}/rows.txt`;
  const rendered = await writeFile(await storage.create(path), (sink) =>
    renderSplit(split, text, sink, async (done) => {
      if (!breather.due) return;
      onProgress('split', { label: 'Writing rows', done, total: documents.count, unit: 'documents' });
      await breather.breathe();
    }),
  );
  if (rendered.marks.some((mark) => MEDIA_MARKS.includes(mark)))
    await writeMediaList(split, text, storage, datasetFiles(id).media, () => breather.breatheIfDue());
  const file = await storage.open(path);
  try {
    const rows = { split, text, rendering: rendered.rendering };
    const packing = { split: rendered.split, text: new TextReader(file), marks: rendered.marks, rows };
    const packed = await packSplit(id, packing, preparation, context, breather);
    const filled = rendered.filled.length > 0 ? { filled: [...rendered.filled] } : {};
    return { ...found, ...filled, ...packed };
  } finally {
    file.close();
    await storage.remove(path);
  }
}

/** Only rows with these have pictures or recordings. */
const MEDIA_MARKS = [...SHAPE_MARKS.images, ...SHAPE_MARKS.audio];

interface Packing {
  readonly split: Split;
  /** Where the split's ranges lie. */
  readonly text: TextReader;
  readonly marks?: readonly string[];
  /** The rows that these texts were made from. */
  readonly rows?: SplitRows;
}

/** Trains the tokenizer, and packs the tokens of both sides. */
async function packSplit(
  id: string,
  { split, text, marks = [], rows }: Packing,
  preparation: PrepareConfig,
  context: PrepareContext,
  breather: Breather,
): Promise<Omit<Packed, 'leakage' | 'filled'>> {
  const { storage, onProgress } = context;
  const files = datasetFiles(id);
  const { importedTokenizer: imported } = preparation;
  const known = Object.keys(tokenizers.get(preparation.tokenizer.id).options);
  const tokenizer = imported
    ? await importedTokenizer(storage, imported, [...marks, ...marksOf(preparation.augment)])
    : await trainTokenizer(withMarks(preparation, known, marks), split.train, text, context);
  await writeJson(storage, files.tokenizer, tokenizer.file);

  const totalBytes = split.train.totalBytes + split.validation.totalBytes;
  const tokenBytes = tokenizer.vocabularySize <= 0x10000 ? 2 : 4;
  const encoding = (done: number) =>
    onProgress('encode', { label: 'Encoding', done, total: totalBytes, unit: 'bytes' });
  const told = (doneBefore: number) => async (done: number) => {
    if (!breather.due) return;
    encoding(doneBefore + done);
    await breather.breathe();
  };
  const train = await writeFile(await storage.create(files.train), async (sink) => {
    const packed = await packSide(split.train, text, tokenizer, tokenBytes, sink, told(0), context.pool);
    const { augment } = preparation;
    if (!augment?.settings.some(({ on }) => on)) return packed;
    onProgress('encode', { label: 'Augmenting', done: 0, total: 0, unit: 'documents' });
    const synonyms = await context.synonyms?.();
    const copies = await augmentSide(
      { config: augment, split, text, rows, tokenizer, tokenBytes, synonyms, signal: context.signal },
      sink,
      packed.counts,
      storage,
      files.augmented,
    );
    return { ...packed, side: together(packed.side, copies), augmented: copies.audit };
  });
  const validation = await writeFile(await storage.create(files.validation), (sink) =>
    packSide(split.validation, text, tokenizer, tokenBytes, sink, told(split.train.totalBytes), context.pool),
  );
  await writeBytes(storage, files.counts, littleEndian(train.counts));
  encoding(totalBytes);
  requireWindow('training', train.side.tokens);
  requireWindow('validation', validation.side.tokens);
  return {
    train: train.side,
    ...('augmented' in train ? { augmented: train.augmented } : {}),
    validation: validation.side,
    tokenizer: {
      id: imported ? IMPORTED : preparation.tokenizer.id,
      version: imported ? 1 : tokenizers.get(preparation.tokenizer.id).version,
      vocabularySize: tokenizer.vocabularySize,
      endOfTextId: tokenizer.endOfTextId,
    },
    unigramLoss: unigramLoss(train.counts, validation.counts),
    tokenBytes,
  };
}

const together = (a: DatasetManifest['train'], b: DatasetManifest['train']) => ({
  documents: a.documents + b.documents,
  tokens: a.tokens + b.tokens,
  textBytes: a.textBytes + b.textBytes,
});

function requireWindow(side: string, tokens: number): void {
  if (tokens >= LEAST_TOKENS) return;
  throw tooShort(`The ${side} text has ${tokens} tokens; at least ${LEAST_TOKENS} are needed`);
}

/** Reports a pass over the corpus in bytes of text, in step with the characters that went by. */
function inspecting(corpus: Corpus, { onProgress }: PrepareContext, breather: Breather, label: string) {
  const total = corpus.sources.reduce((sum, { textBytes }) => sum + textBytes, 0);
  let characters = 0;
  return async (more: number) => {
    characters += more;
    if (!breather.due) return;
    const done = Math.min(total, Math.round((total * characters) / Math.max(1, corpus.totalCharacters)));
    onProgress('clean', { label, done, total, unit: 'bytes' });
    await breather.breathe();
  };
}

const rowsOf = ({ shape, columns }: Mapping) => ({
  shape,
  columns: columns.map(({ name, role }) => `${role}: ${name}`),
});

function nameOf({ sources }: Corpus): string {
  const [first, ...others] = sources;
  if (!first) return 'Text';
  return others.length === 0 ? first.name : `${first.name} and ${others.length} more`;
}

function littleEndian(values: Float64Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(8 * values.length));
  for (const [i, value] of values.entries()) view.setFloat64(8 * i, value, true);
  return new Uint8Array(view.buffer);
}

async function writeBytes(storage: Storage, path: string, bytes: Uint8Array): Promise<void> {
  const writer = await storage.create(path);
  try {
    await writer.write(bytes);
    await writer.close();
  } catch (error) {
    await writer.abort();
    throw error;
  }
}

async function writeJson(storage: Storage, path: string, value: unknown): Promise<void> {
  await writeFile(await storage.create(path), (sink) => sink.text(JSON.stringify(value)));
}

async function readManifest(storage: Storage, path: string): Promise<DatasetManifest> {
  const blob = await storage.blob(path);
  return datasetManifest.parse(JSON.parse(await blob.text()), path);
}
