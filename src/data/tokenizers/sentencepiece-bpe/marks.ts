import type { TokenizerFile } from '../entry';
import { MARK, type PrependScheme, readPrependScheme, withMark } from '../metaspace';
import { isRecord, unreadable } from '../tokenizer-file';

/** Where a section stands: at the beginning of a text, behind an added token, or behind a cut within a section. */
export type Place = 'first' | 'further' | 'goes on';

/** How blanks become marks. */
export interface Marks {
  /** A section, not '', as the model sees it. */
  readonly mark: (section: string, place: Place) => string;
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
    mark: (section, place) => {
      const marked = section.replaceAll(' ', MARK);
      if (place === 'goes on') return marked;
      if (prepends) return MARK + marked;
      return marks(scheme, place) ? withMark(marked) : marked;
    },
    // As the Rust library has it, where it is so unless said otherwise; @huggingface/tokenizers never does it.
    everyMarkCuts: metaspace !== undefined && metaspace.split !== false,
  };
}

const marks = (scheme: PrependScheme, place: Place): boolean =>
  scheme === 'always' || (scheme === 'first' && place === 'first');

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
