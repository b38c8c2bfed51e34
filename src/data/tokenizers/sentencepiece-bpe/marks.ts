import type { TokenizerFile } from '../entry';
import { MARK, readPrependScheme } from '../metaspace';
import { isRecord, unreadable } from '../tokenizer-file';

export const BLANK = 0x20;
export const MARK_UNIT = MARK.charCodeAt(0);

/** Where a section stands: at the beginning of a text, behind an added token, or behind a cut within a section. */
export type Place = 'first' | 'further' | 'goes on';

/** What becomes of blanks: all are marks to the model, and one may be put before a section. */
export interface Marks {
  /** Whether a mark is put before a section that begins with this UTF-16 unit. */
  readonly isPutBefore: (place: Place, unit: number) => boolean;
  /** Whether every mark begins a word, so that none is merged with what stands before it. */
  readonly everyMarkCuts: boolean;
}

/**
 * What `normalizer` and `pre_tokenizer` do: `Prepend` puts a mark before every section, whatever it begins with; Metaspace by its scheme, and
 * only before what begins with none. Throws LoamError `tokenizer/unreadable`.
 */
export function readMarks({ normalizer, pre_tokenizer: preTokenizer }: TokenizerFile): Marks {
  const { prepends, replaces } = readNormalizer(normalizer);
  const metaspace = isRecord(preTokenizer) && preTokenizer.type === 'Metaspace' ? preTokenizer : undefined;
  if (!metaspace && !replaces) throw unreadable('It does not write blanks as marks', 'normalizer');
  if (!metaspace && !cutsNothing(preTokenizer))
    throw unreadable('Its pre-tokenizer is neither Metaspace nor one that does nothing', 'pre_tokenizer');
  const scheme = metaspace ? readPrependScheme(metaspace) : 'never';
  return {
    isPutBefore: (place, unit) => {
      if (place === 'goes on' || prepends) return place !== 'goes on';
      return (scheme === 'always' || (scheme === 'first' && place === 'first')) && !isMark(unit);
    },
    // As the Rust library has it, where it is so unless said otherwise; @huggingface/tokenizers never does it.
    everyMarkCuts: metaspace !== undefined && metaspace.split !== false,
  };
}

/** Whether the model sees a mark in this UTF-16 unit. */
export const isMark = (unit: number): boolean => unit === BLANK || unit === MARK_UNIT;

/** `Prepend` of a mark and `Replace` of blanks by marks, each at most once: their order does not matter. */
function readNormalizer(normalizer: unknown): { readonly prepends: boolean; readonly replaces: boolean } {
  const part = 'normalizer';
  const found = { prepends: false, replaces: false };
  if (normalizer === null || normalizer === undefined) return found;
  const sequence = isRecord(normalizer) && normalizer.type === 'Sequence' ? normalizer.normalizers : [normalizer];
  if (!Array.isArray(sequence)) throw unreadable('Its normalizer is a sequence of nothing', part);
  for (const step of sequence.map(stepOf)) {
    if (step === undefined || found[step])
      throw unreadable(
        'Its normalizer does more than to put a mark before the text and to write blanks as marks',
        part,
        'With byte_fallback use Prepend of "\u2581" and Replace of " " by "\u2581".',
      );
    found[step] = true;
  }
  return found;
}

function stepOf(step: unknown): 'prepends' | 'replaces' | undefined {
  if (!isRecord(step)) return undefined;
  if (step.type === 'Prepend' && step.prepend === MARK) return 'prepends';
  const replaces = step.type === 'Replace' && step.content === MARK;
  return replaces && isBlank(step.pattern) ? 'replaces' : undefined;
}

/** Gemma's `Split` at blanks finds none: all have become marks. */
const cutsNothing = (preTokenizer: unknown): boolean =>
  preTokenizer === null ||
  preTokenizer === undefined ||
  (isRecord(preTokenizer) &&
    preTokenizer.type === 'Split' &&
    preTokenizer.invert === false &&
    isBlank(preTokenizer.pattern));

const isBlank = (pattern: unknown): boolean => isRecord(pattern) && pattern.String === ' ';
