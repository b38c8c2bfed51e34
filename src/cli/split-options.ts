import type { OptionSpec, OptionSpecs, OptionValue } from '@/base/options';
import { splitKinds } from '@/data/split/split-kinds';
import type { SplitConfig } from '@/schema/dataset';
import { UsageError } from './usage-error';

export const SPLIT: OptionSpec = {
  type: 'choice',
  label: 'Split',
  help: 'What is held out together, or decides what is.',
  default: 'document',
  choices: splitKinds,
};

export const HELD_OUT: OptionSpec = {
  type: 'number',
  label: 'Held out',
  help: 'Share of the documents, or of one document, kept for validation.',
  default: 0.1,
  min: 0.001,
  max: 0.9,
};

export const FOLD: OptionSpec = {
  type: 'text',
  label: 'Fold',
  help: 'Instead of a share: 2/5 holds out the second of five folds. Each fold is a data set of its own.',
  default: '',
};

/** How a corpus is split, as options. */
export const splitOptions = {
  split: SPLIT,
  validationFraction: HELD_OUT,
  fold: FOLD,
  splitSeed: {
    type: 'integer',
    label: 'Seed of the split',
    help: 'The same seed holds out the same documents.',
    default: 1,
    min: 0,
    max: 4294967295,
  },
} as const satisfies OptionSpecs;

/** A split as these checked options say; `usual` for what they do not name. Throws UsageError for a fold that is none. */
export function splitOf(values: Readonly<Record<string, OptionValue>>, usual: SplitConfig): SplitConfig {
  const { split, validationFraction, splitSeed, fold } = values;
  return {
    by: splitKinds.find(({ id }) => id === split)?.id ?? usual.by,
    validationFraction: typeof validationFraction === 'number' ? validationFraction : usual.validationFraction,
    seed: typeof splitSeed === 'number' ? splitSeed : usual.seed,
    ...(typeof fold === 'string' && fold !== '' ? { fold: foldOf(fold) } : {}),
  };
}

function foldOf(text: string): NonNullable<SplitConfig['fold']> {
  const [, turn = '', count = ''] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  const fold = { turn: Number(turn), count: Number(count) };
  if (fold.count >= 2 && fold.count <= 255 && fold.turn >= 1 && fold.turn <= fold.count) return fold;
  throw new UsageError('--fold', `"${text}" is no fold`, 'Write for example --fold 1/5, with 2 to 255 folds.');
}
