import type { AugmentAudit, PrepareConfig } from '@/schema/dataset';
import type { Storage } from '@/storage/storage';
import { augmentations } from '../augment/index';
import { type AugmentPlan, runAugmentations } from '../augment/run-augmentations';
import { parseSynonyms } from '../augment/synonyms';
import { trainingTexts } from '../augment/training';
import type { Split } from '../split/split-corpus';
import type { Tokenizer } from '../tokenizers/entry';
import type { ByteSink } from './byte-sink';
import { writeFile } from './byte-sink';
import { TEXT_KINDS } from './text-kinds';
import type { TextReader } from './text-reader';

export interface AugmentSide {
  readonly config: NonNullable<PrepareConfig['augment']>;
  readonly split: Split;
  readonly text: TextReader;
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
  { config, split, text, tokenizer, tokenBytes, synonyms, signal }: AugmentSide,
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
  const documents = () => trainingTexts(split, (range) => text.pieces(range));
  const made = { documents: 0, tokens: 0, textBytes: 0 };
  const before = sink.written;
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
    const plan: AugmentPlan = { ...config, originalSize: split.train.totalBytes };
    const textBytes = { now: 0 };
    for await (const { value, record } of runAugmentations('text', documents(), plan, context)) {
      textBytes.now += new TextEncoder().encode(value).length;
      await put(tokenizer.encode(value), record);
    }
    made.textBytes = textBytes.now;
    // What is left of the growth that is allowed. Sizes of this kind are ids, so the original is counted in ids as well.
    const grown = 1 + made.textBytes / Math.max(1, split.train.totalBytes);
    const most = Math.max(1, config.most - grown + 1);
    const rest = { ...plan, most, originalSize: before / tokenBytes };
    for await (const { value, record } of runAugmentations('encoding', documents(), rest, context))
      await put(value, record);
  });
  made.tokens = (sink.written - before) / tokenBytes;
  return { ...made, audit: [...audit.values()] };
}

/** Marks that the augmentations which are on write: a tokenizer should keep each in one piece. */
export function marksOf(config: PrepareConfig['augment']): string[] {
  const on = config?.settings.filter((setting) => setting.on) ?? [];
  return on.flatMap(({ id }) => [...(augmentations.get(id).specialTokens ?? [])]);
}

/** The tokenizer's options with those marks as special tokens, behind the vocabulary that was asked for. */
export function withMarks({ tokenizer, augment }: PrepareConfig, known: readonly string[]): PrepareConfig['tokenizer'] {
  const marks = marksOf(augment);
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
