import { AddedTokens } from '../added-tokens';
import { readDecoder } from '../decoder';
import type { MayCut, TokenizerFile } from '../entry';
import { isSafeBlank, isSafeCut } from '../safe-cut';
import { isRecord, type ParsedFile, unreadable } from '../tokenizer-file';
import { bytesOfToken, characterToByte } from './byte-alphabet';
import { LLAMA3_PATTERN, llama3WordEnd, QWEN2_PATTERN } from './llama3-words';
import { GPT2_PATTERN, type WordEnd, wordEnd } from './pre-tokenize';

const PATTERNS: ReadonlyMap<unknown, WordEnd> = new Map([
  [GPT2_PATTERN, wordEnd],
  [LLAMA3_PATTERN, llama3WordEnd(3)],
  [QWEN2_PATTERN, llama3WordEnd(1)],
]);

/** What byte-level files share, whatever their model: how text is cut, and the bytes of each token. Parts it refuses throw `tokenizer/unreadable`. */
export function readByteLevel(file: TokenizerFile, parsed: ParsedFile) {
  readDecoder(file, 'ByteLevel');
  return {
    words: readWords(file.pre_tokenizer),
    normalize: readNormalizer(file.normalizer),
    added: new AddedTokens(parsed.added, parsed.swallowing),
    byteIds: byteIds(parsed),
  };
}

/** Others than GPT-2's words may go on over a change of kind, and a normalizer may join what a cut would part. */
export const byteLevelCut = (file: TokenizerFile): MayCut =>
  file.normalizer || readWords(file.pre_tokenizer) !== wordEnd ? isSafeBlank : isSafeCut;

export const byteLevelBytes = (parsed: ParsedFile): Uint8Array[] =>
  parsed.tokens.map((token, id) => {
    if (parsed.added.get(token) === id) return new TextEncoder().encode(token);
    const bytes = bytesOfToken(token);
    if (!bytes) throw unreadable(`Token ${id} ("${token}") is not written in the byte-level alphabet`, 'model.vocab');
    return bytes;
  });

/** The word scanner that a byte-level `pre_tokenizer` asks for. */
function readWords(preTokenizer: unknown): WordEnd {
  const words = PATTERNS.get(readPattern(preTokenizer));
  if (words) return words;
  throw unreadable('It cuts words by another pattern than those of GPT-2, Llama 3 and Qwen 2', 'pre_tokenizer');
}

/** The regular expression of words in a byte-level `pre_tokenizer`. Throws LoamError `tokenizer/unreadable`. */
export function readPattern(preTokenizer: unknown): unknown {
  const part = 'pre_tokenizer';
  const steps = preTokenizers(preTokenizer);
  const last = steps.at(-1);
  const [first] = steps;
  if (last?.type !== 'ByteLevel' || last.add_prefix_space === true || steps.length > 2)
    throw unreadable('Its pre-tokenizer is not byte-level in the way of GPT-2 or Llama 3', part);
  if (steps.length === 1 && last.use_regex !== false) return GPT2_PATTERN;
  const isolated = first?.type === 'Split' && first.behavior === 'Isolated' && first.invert !== true;
  return isolated && isRecord(first.pattern) && last.use_regex === false ? first.pattern.Regex : undefined;
}

function preTokenizers(value: unknown): Record<string, unknown>[] {
  if (!isRecord(value)) return [];
  if (value.type !== 'Sequence') return [value];
  return Array.isArray(value.pretokenizers) ? value.pretokenizers.filter(isRecord) : [];
}

function readNormalizer(normalizer: unknown): ((text: string) => string) | undefined {
  if (normalizer === null || normalizer === undefined) return undefined;
  if (isRecord(normalizer) && normalizer.type === 'NFC') return (text) => text.normalize('NFC');
  throw unreadable('It normalizes text in another way than NFC', 'normalizer');
}

function byteIds(parsed: ParsedFile): Int32Array {
  const ids = new Int32Array(256);
  for (const [code, byte] of characterToByte) {
    const id = parsed.ids.get(String.fromCharCode(code));
    if (id === undefined) throw unreadable(`The vocabulary lacks byte ${byte}`, 'model.vocab');
    ids[byte] = id;
  }
  return ids;
}
