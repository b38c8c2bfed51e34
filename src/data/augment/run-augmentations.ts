import { parseOptions } from '@/base/options';
import { Rng } from '@/base/rng';
import { utf8Length } from '../encoding/encoded-length';
import { Breather } from '../tokenizers/breather';
import {
  type AugmentEntryOf,
  type Augmenter,
  type AugmentKind,
  type AugmentKinds,
  type AugmentResources,
  numberOf,
} from './entry';
import { augmentations } from './index';
import type { Training } from './training';

/** One augmentation as a person set it. */
export interface AugmentSetting {
  readonly id: string;
  readonly on: boolean;
  readonly options: Readonly<Record<string, unknown>>;
}

export interface AugmentPlan {
  readonly seed: number;
  readonly settings: readonly AugmentSetting[];
  /** The training side with its copies is at most so many times as large as without, at least 1. Without it rates alone decide. */
  readonly most?: number;
  /** Size of the whole training side, needed for `most`: UTF-8 bytes of texts and pairs, token ids of windows, samples of recordings,
   * values of spectrograms, bytes of pixels. */
  readonly originalSize?: number;
}

/** An augmented copy: one more training document. */
export interface AugmentedCopy<T> {
  readonly value: T;
  readonly record: AugmentRecord;
}

/** What was done to which document. */
export interface AugmentRecord {
  /** Id in the registry. */
  readonly augmentation: string;
  readonly document: number;
  readonly part: number;
  /** From 0. */
  readonly copy: number;
  readonly done: string;
}

export interface AugmentContext extends AugmentResources {
  readonly signal: AbortSignal;
  /** A copy was due, but would have been equal to its document, or the augmentation cannot be applied to it. */
  readonly onNotApplicable?: (augmentation: string) => void;
  /** A copy was left out because it would have gone beyond `most`. */
  readonly onLeftOut?: (augmentation: string) => void;
}

/**
 * Augmented copies of training documents by the settings of this kind that are on; the originals are not among them. Which document gets a
 * copy, and what it is, is a function of the seed, the augmentation's id, the document's index and part alone: neither other settings nor the
 * order of work matter. Where rates ask for more than `most` allows, all are lowered by one factor, so that no end of the corpus is
 * favoured, and a copy that would still go beyond it is left out. Throws LoamError `registry/unknown`, AbortError when cancelled.
 */
export async function* runAugmentations<K extends AugmentKind>(
  kind: K,
  documents: AsyncIterable<Training<AugmentKinds[K]['from']>>,
  plan: AugmentPlan,
  context: AugmentContext,
): AsyncGenerator<AugmentedCopy<AugmentKinds[K]['to']>> {
  const breather = new Breather(context.signal);
  const active = await load(kind, plan, context);
  const growth = active.reduce((sum, { rate, copies }) => sum + rate * copies, 0);
  const allowed = plan.most === undefined ? Number.POSITIVE_INFINITY : Math.max(0, plan.most - 1);
  const factor = growth > allowed ? allowed / growth : 1;
  let budget = plan.most === undefined ? allowed : allowed * (plan.originalSize ?? 0);
  for await (const { document, part, value } of documents) {
    for (const { id, rate, copies, augment } of active) {
      const dice = diceOf(plan.seed, id, document, part);
      if (!(dice.chance < rate * factor)) continue;
      for (let copy = 0; copy < copies; copy++) {
        await breather.breatheIfDue();
        const augmented = augment(value, dice.forCopy(copy));
        if (!augmented) {
          context.onNotApplicable?.(id);
          continue;
        }
        const size = sizeOf(augmented.value);
        if (size > budget) {
          context.onLeftOut?.(id);
          continue;
        }
        budget -= size;
        yield { value: augmented.value, record: { augmentation: id, document, part, copy, done: augmented.done } };
      }
    }
    await breather.breatheIfDue();
  }
}

/** What decides over the copies of one document by one augmentation: whether there are any (`chance`, 0 to 1), and what each is. */
export function diceOf(seed: number, id: string, document: number, part: number) {
  const stream = new Rng(seed).fork('augment').fork(id).fork(`${document}/${part}`);
  return { chance: stream.uniform(), forCopy: (copy: number) => stream.fork(`copy ${copy}`) };
}

/** As much of an entry as tells what else it has. */
interface Kinded {
  readonly kind: AugmentKind;
}

interface Active<K extends AugmentKind> {
  readonly id: string;
  readonly rate: number;
  readonly copies: number;
  readonly augment: Augmenter<K>;
}

async function load<K extends AugmentKind>(
  kind: K,
  { settings }: AugmentPlan,
  resources: AugmentResources,
): Promise<Active<K>[]> {
  const active: Active<K>[] = [];
  for (const { id, on, options } of settings) {
    const entry: Kinded = augmentations.get(id);
    if (!on || !isOf(kind, entry)) continue;
    const { values } = parseOptions(entry.options, options);
    const augment = (await entry.load()).create(values, resources);
    const copies = Object.hasOwn(entry.options, 'copies') ? numberOf(values, 'copies') : 1;
    active.push({ id, rate: numberOf(values, 'rate'), copies, augment });
  }
  return active;
}

const isOf = <K extends AugmentKind>(kind: K, entry: Kinded): entry is AugmentEntryOf<K> => entry.kind === kind;

/** UTF-8 bytes of texts, number of ids, of samples, of spectrogram values, bytes of pixels. */
function sizeOf(value: AugmentKinds[AugmentKind]['to']): number {
  if (typeof value === 'string') return utf8Length(value);
  if ('length' in value) return value.length;
  if ('text' in value) return utf8Length(value.text);
  if ('samples' in value) return value.samples.length;
  if ('pixels' in value) return value.pixels.length;
  if ('values' in value) return value.values.length;
  return utf8Length(value.source) + utf8Length(value.target);
}
