import type { AugmentAudit, PrepareConfig } from '@/schema/dataset';
import type { Storage } from '@/storage/storage';
import type { AugmentKinds } from '../augment/entry';
import { augmentations } from '../augment/index';
import {
  type AugmentContext,
  type AugmentPlan,
  type AugmentRecord,
  runAugmentations,
} from '../augment/run-augmentations';
import { parseSynonyms } from '../augment/synonyms';
import { trainingTexts } from '../augment/training';
import { utf8Length } from '../encoding/encoded-length';
import type { Split } from '../split/split-corpus';
import type { TextRange } from '../split/text-ranges';
import type { Tokenizer } from '../tokenizers/entry';
import type { ByteSink } from './byte-sink';
import { writeFile } from './byte-sink';
import { augmentableMedia, type MediaKind, mediaSize } from './rows/media-rows';
import { PLAIN_RENDERING } from './rows/render-row';
import {
  type Augmentable,
  augmentableIllustration,
  augmentablePair,
  augmentableText,
  type SplitRows,
} from './rows/split-rows';
import { TEXT_KINDS } from './text-kinds';
import type { TextReader } from './text-reader';

export interface AugmentSide {
  readonly config: NonNullable<PrepareConfig['augment']>;
  readonly split: Split;
  readonly text: TextReader;
  /** The rows that the split's texts were made from; without, these are plain documents. */
  readonly rows?: SplitRows | undefined;
  readonly tokenizer: Tokenizer;
  readonly tokenBytes: 2 | 4;
  /** Contents of `public/synonyms.txt`. */
  readonly synonyms?: string | undefined;
  readonly signal: AbortSignal;
}

/** Tokens of the copies, and what became of each augmentation. */
export interface AugmentedSide {
  readonly documents: number;
  readonly tokens: number;
  readonly textBytes: number;
  readonly audit: AugmentAudit[];
}

/**
 * Writes augmented copies of the training documents behind the originals in `sink`, each with an end-of-text token, and what was done to which into
 * the file `records`. The split's validation side cannot come here (see `Training`).
 */
export async function augmentSide(
  {
    config,
    split,
    text,
    rows = { split, text, rendering: PLAIN_RENDERING },
    tokenizer,
    tokenBytes,
    synonyms,
    signal,
  }: AugmentSide,
  sink: ByteSink,
  counts: Float64Array,
  storage: Storage,
  records: string,
): Promise<AugmentedSide> {
  const on = config.settings.filter((setting) => setting.on && TEXT_KINDS.includes(augmentations.get(setting.id).kind));
  const audit = new Map<string, { id: string; copies: number; notApplicable: number; leftOut: number }>(
    on.map(({ id }) => [id, { id, copies: 0, notApplicable: 0, leftOut: 0 }]),
  );
  const count = (id: string, what: 'copies' | 'notApplicable' | 'leftOut') => {
    const entry = audit.get(id);
    if (entry) entry[what]++;
  };
  const context = {
    signal,
    tokenizer,
    ...(synonyms === undefined ? {} : { synonyms: parseSynonyms(synonyms) }),
    onNotApplicable: (id: string) => count(id, 'notApplicable'),
    onLeftOut: (id: string) => count(id, 'leftOut'),
  };
  const encoded = () => trainingTexts(split, (range) => text.pieces(range, tokenizer.mayCut));
  const windows = () => trainingTexts(split, (range) => windowsOf(text.pieces(range, tokenizer.mayCut), tokenizer));
  const made = { documents: 0, tokens: 0, textBytes: 0 };
  const idsBefore = sink.written;
  await writeFile(await storage.create(records), async (lines) => {
    const put = async (ids: readonly number[], record: { readonly augmentation: string }) => {
      for (const id of ids) counts[id] = (counts[id] ?? 0) + 1;
      counts[tokenizer.endOfTextId] = (counts[tokenizer.endOfTextId] ?? 0) + 1;
      await sink.ids(ids, tokenBytes);
      await sink.ids([tokenizer.endOfTextId], tokenBytes);
      await lines.text(`${JSON.stringify(record)}\n`);
      count(record.augmentation, 'copies');
      made.documents++;
    };
    const keep = async (copies: AsyncIterable<TextCopy>) => {
      for await (const { text, record } of copies) {
        made.textBytes += utf8Length(text);
        await put(tokenizer.encode(text), record);
      }
    };
    const plan: AugmentPlan = { ...config, originalSize: split.train.totalBytes };
    // What is left of the growth that is allowed.
    const left = () => ({
      ...plan,
      most: Math.max(1, config.most - made.textBytes / Math.max(1, split.train.totalBytes)),
    });
    await keep(augmentedRows('text', rows, augmentableText, plan, context));
    await keep(augmentedRows('pair', rows, augmentablePair, left(), context));
    await keep(augmentedRows('illustration', rows, augmentableIllustration, left(), context));
    const media = async <K extends MediaKind>(kind: K) => {
      if (!on.some(({ id }) => augmentations.get(id).kind === kind)) return;
      const sized = { ...left(), originalSize: mediaSize(kind, rows) };
      await keep(augmentedRows(kind, rows, augmentableMedia(kind, storage), sized, context));
    };
    await media('image');
    await media('audio');
    await media('spectrogram');
    // Sizes of these kinds are ids, so the original is counted in ids as well.
    const ids = { originalSize: idsBefore / tokenBytes };
    for await (const { value, record } of runAugmentations('encoding', encoded(), { ...left(), ...ids }, context))
      await put(value, record);
    const grown = (sink.written - idsBefore) / Math.max(1, idsBefore);
    const rest = { ...plan, ...ids, most: Math.max(1, config.most - grown) };
    for await (const { value, record } of runAugmentations('tokens', windows(), rest, context))
      await put(value, record);
  });
  made.tokens = (sink.written - idsBefore) / tokenBytes;
  return { ...made, audit: [...audit.values()] };
}

interface TextCopy {
  readonly text: string;
  readonly record: AugmentRecord;
}

/** Copies of rows as texts. */
async function* augmentedRows<K extends 'text' | 'pair' | 'illustration' | MediaKind>(
  kind: K,
  rows: SplitRows,
  partOf: (rows: SplitRows, range: TextRange) => Augmentable<AugmentKinds[K]['from']>,
  plan: AugmentPlan,
  context: AugmentContext,
): AsyncGenerator<TextCopy> {
  // A document's copies come before the next document is asked for.
  let render: (value: AugmentKinds[K]['from']) => string = () => '';
  const values = trainingTexts(rows.split, (range) => {
    const part = partOf(rows, range);
    render = part.render;
    return part.values;
  });
  for await (const { value, record } of runAugmentations(kind, values, plan, context))
    yield { text: render(value as AugmentKinds[K]['from']), record };
}

/** Ids of a text in stretches of the length that a small model sees at once. */
const WINDOW = 256;
function* windowsOf(pieces: Iterable<string>, tokenizer: Tokenizer): Generator<readonly number[]> {
  let goesOn = false;
  for (const piece of pieces) {
    const ids = tokenizer.encode(piece, goesOn);
    goesOn = true;
    for (let at = 0; at < ids.length; at += WINDOW) yield ids.slice(at, at + WINDOW);
  }
}

/** Marks that the augmentations which are on write: a tokenizer should keep each in one piece. */
export function marksOf(config: PrepareConfig['augment']): string[] {
  const on = config?.settings.filter((setting) => setting.on) ?? [];
  return on.flatMap(({ id }) => [...(augmentations.get(id).specialTokens ?? [])]);
}

/** The tokenizer's options with those marks as special tokens, behind the vocabulary that was asked for. */
export function withMarks(
  { tokenizer, augment }: PrepareConfig,
  known: readonly string[],
  shapes: readonly string[] = [],
): PrepareConfig['tokenizer'] {
  const marks = [...shapes, ...marksOf(augment)];
  if (marks.length === 0 || !known.includes('specialTokens')) return tokenizer;
  const given = String(tokenizer.options.specialTokens ?? '')
    .split(/\s+/)
    .filter(Boolean);
  const more = marks.filter((mark) => !given.includes(mark));
  const { vocabularySize } = tokenizer.options;
  return {
    ...tokenizer,
    options: {
      ...tokenizer.options,
      specialTokens: [...given, ...more].join(' '),
      ...(typeof vocabularySize === 'number' ? { vocabularySize: vocabularySize + more.length } : {}),
    },
  };
}
