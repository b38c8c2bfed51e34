import { isRecord, unreadable } from '../tokenizer-file';
import { CharacterMap } from './character-map';

const PART = 'normalizer';
/** So that a hostile file cannot blow texts up. */
const LONGEST_CONTENT = 64;
type Normalize = (text: string) => string;

/**
 * What the `normalizer` of a SentencePiece-like file does, in the forms that T5, mT5, XLM-R and ALBERT's kin have: the table of characters,
 * Unicode's forms, runs of blanks made one, blanks taken off the end. Undefined where it does nothing. Throws LoamError `tokenizer/unreadable`.
 */
export function readMetaspaceNormalizer(normalizer: unknown): Normalize | undefined {
  if (normalizer === null || normalizer === undefined) return undefined;
  const steps = stepsOf(normalizer).map(stepOf);
  return steps.length === 0 ? undefined : (text) => steps.reduce((before, step) => step(before), text);
}

function stepsOf(normalizer: unknown): unknown[] {
  if (!isRecord(normalizer) || normalizer.type !== 'Sequence') return [normalizer];
  if (Array.isArray(normalizer.normalizers)) return normalizer.normalizers;
  throw unreadable('Its normalizer is a sequence of nothing', PART);
}

function stepOf(step: unknown): Normalize {
  const type = isRecord(step) ? step.type : undefined;
  if (!isRecord(step)) throw unreadable('Its normalizer has a part that is none', PART);
  if (type === 'Precompiled') {
    const map = new CharacterMap(step.precompiled_charsmap);
    return (text) => map.normalize(text);
  }
  if (type === 'NFC' || type === 'NFD' || type === 'NFKC' || type === 'NFKD') return (text) => text.normalize(type);
  // A text is encoded in pieces that begin with a blank: what takes it away in the middle is not the same.
  if (type === 'Strip' && step.strip_left !== true) return step.strip_right === true ? (text) => text.trimEnd() : same;
  if (type === 'Replace' && typeof step.content === 'string' && isRecord(step.pattern)) {
    const { content, pattern } = step;
    if (pattern.Regex === ' {2,}' && /^[ \u2581]$/.test(content)) return (text) => text.replace(/ {2,}/g, content);
    const { String: literal } = pattern;
    const plain = typeof literal === 'string' && literal !== '' && !`${literal}${content}`.includes(' ');
    if (plain && content.length <= LONGEST_CONTENT) return (text) => text.replaceAll(literal, () => content);
  }
  throw unreadable(
    `Its normalizer has a part that is not supported: ${JSON.stringify(step).slice(0, 80)}`,
    PART,
    'With Metaspace use Precompiled, NFC, NFD, NFKC, NFKD, Strip at the right end, or Replace of a text or of " {2,}".',
  );
}

const same: Normalize = (text) => text;
