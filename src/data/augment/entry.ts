import type { OptionSpec, OptionSpecs, OptionValue } from '@/base/options';
import type { Entry } from '@/base/registry';
import type { Rng } from '@/base/rng';
import type { LogMel } from '../media/audio/log-mel';
import type { Recording } from '../media/audio/recording';
import type { RgbImage } from '../media/images/rgb-image';
import type { Tokenizer } from '../tokenizers/entry';
import type { Synonyms } from './synonyms';

/** A translation pair or any other row of a question and its answer. */
export interface PairRow {
  readonly source: string;
  readonly target: string;
}

/** The text of a picture, and the picture's size in pixels. */
export interface Illustrated {
  readonly text: string;
  readonly width: number;
  readonly height: number;
}

/** What each kind of augmentation takes and gives. */
export interface AugmentKinds {
  /** Text to text, before tokenizing. */
  readonly text: { readonly from: string; readonly to: string };
  /** A window of token ids to another, after tokenizing. */
  readonly tokens: { readonly from: readonly number[]; readonly to: readonly number[] };
  /** Text to token ids: another way to tokenize. */
  readonly encoding: { readonly from: string; readonly to: readonly number[] };
  readonly pair: { readonly from: PairRow; readonly to: PairRow };
  /** What is read of a picture and its text, marks and all. */
  readonly illustration: { readonly from: Illustrated; readonly to: Illustrated };
  /** Pixels of a picture; its text stays as it is. */
  readonly image: { readonly from: RgbImage; readonly to: RgbImage };
  readonly audio: { readonly from: Recording; readonly to: Recording };
  /** Log-mel features of a recording. */
  readonly spectrogram: { readonly from: LogMel; readonly to: LogMel };
}
export type AugmentKind = keyof AugmentKinds;

/** What some augmentations need and the caller has. */
export interface AugmentResources {
  /** From `public/synonyms.txt`, read by `parseSynonyms`. Without it nothing has synonyms. */
  readonly synonyms?: Synonyms;
  /** Tokenizer of the `encoding` kind. One that cannot encode with dropout makes `bpe-dropout` not apply. */
  readonly tokenizer?: Tokenizer;
}

export interface Augmented<T> {
  readonly value: T;
  /** For a person: "3 swaps, 1 synonym". */
  readonly done: string;
}

/** Never changes what it is given. Undefined where it does not apply: nothing would be other than it was. */
export type Augmenter<K extends AugmentKind> = (
  value: AugmentKinds[K]['from'],
  rng: Rng,
) => Augmented<AugmentKinds[K]['to']> | undefined;

export interface AugmentCode<K extends AugmentKind> {
  create(options: Readonly<Record<string, OptionValue>>, resources: AugmentResources): Augmenter<K>;
}

/**
 * Declaration of an augmentation. Every one has an option `rate`; one that makes several copies of a document has `copies` too. Texts are at
 * most a part long (`MAX_PART_CHARACTERS`): each part of a longer document is augmented as if it were a document.
 */
export interface AugmentEntryOf<K extends AugmentKind> extends Entry {
  readonly kind: K;
  readonly options: OptionSpecs & { readonly rate: OptionSpec };
  /** Marks that it writes, which a tokenizer should know as special tokens. */
  readonly specialTokens?: readonly string[];
  load(): Promise<AugmentCode<K>>;
}
export type AugmentEntry<K extends AugmentKind = AugmentKind> = { [Each in K]: AugmentEntryOf<Each> }[K];

/** The option that all have. `proposed` is the default. */
export const rateOption = (proposed: number, citation?: string) =>
  ({
    type: 'number',
    label: 'Rate',
    help: 'Share of the training documents that get an augmented copy.',
    ...(citation === undefined ? {} : { citation }),
    default: proposed,
    min: 0,
    max: 1,
  }) as const;

/** An option as its declaration says it is: options are parsed before they come to a step. */
export const numberOf = (options: Readonly<Record<string, OptionValue>>, name: string): number => {
  const value = options[name];
  return typeof value === 'number' ? value : 0;
};
