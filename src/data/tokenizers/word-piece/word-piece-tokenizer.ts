import { AddedTokens } from '../added-tokens';
import { BytesTokenizer } from '../bytes-tokenizer';
import { readDecoder } from '../decoder';
import type { TokenizerFile } from '../entry';
import { isSafeBlank } from '../safe-cut';
import { isRecord, type ParsedFile, unreadable } from '../tokenizer-file';
import { WordCache } from '../word-cache';
import { type BertNormalization, bertWords, chunkEnd } from './bert-words';

/** A longer limit than BERT's 100 would let one word take quadratic time. */
const MOST_CHARACTERS = 1000;

/** WordPiece as BERT has it: greedy longest match within words (Devlin et al. 2019), from any `tokenizer.json` of that kind. */
export class WordPieceTokenizer extends BytesTokenizer {
  private readonly added: AddedTokens;
  private readonly cache: WordCache;
  private readonly normalization: BertNormalization;
  private readonly continues: string;
  private readonly cleanUp: (piece: string) => string;
  private readonly unknown: number;
  private readonly mostCharacters: number;
  private readonly longest: number;

  /** Throws LoamError `tokenizer/unreadable` when the file asks for what this encoder does not do. */
  constructor(
    file: TokenizerFile,
    private readonly parsed: ParsedFile,
  ) {
    // Words may reach over a change of kind ("3rd"): only blanks are safe.
    super(file, parsed, pieceBytes(parsed, readCleanUp(file)), isSafeBlank);
    this.normalization = readNormalizer(file.normalizer);
    if (!isRecord(file.pre_tokenizer) || file.pre_tokenizer.type !== 'BertPreTokenizer')
      throw unreadable("Its pre-tokenizer is not BERT's", 'pre_tokenizer');
    this.continues = continuingPrefix(parsed);
    const { unk_token: unknown, max_input_chars_per_word: most = 100 } = parsed.model;
    const unknownId = typeof unknown === 'string' ? parsed.ids.get(unknown) : undefined;
    if (unknownId === undefined) throw unreadable('The vocabulary lacks its unknown token', 'model.unk_token');
    if (typeof most !== 'number' || !(most >= 1 && most <= MOST_CHARACTERS))
      throw unreadable(`A word may not have ${String(most)} characters`, 'model.max_input_chars_per_word');
    this.unknown = unknownId;
    this.mostCharacters = most;
    this.longest = longestOf(parsed);
    this.added = new AddedTokens(parsed.added, parsed.swallowing);
    this.cleanUp = readCleanUp(file);
    this.cache = new WordCache(chunkEnd, (text, from, to) => this.encodeChunk(text.slice(from, to)));
  }

  override encode(text: string): number[] {
    const ids: number[] = [];
    this.added.split(
      text,
      (from, to) => this.cache.encode(text, from, to, ids),
      (id) => ids.push(id),
    );
    return ids;
  }

  /** A blank before each token that does not go on with a word, as readers of the file do it. */
  override decode(ids: Iterable<number>): string {
    let text = '';
    let first = true;
    for (const id of ids) {
      const token = this.parsed.tokens[id];
      if (token === undefined)
        throw new RangeError(`token id ${id} is outside the vocabulary of ${this.vocabularySize}`);
      text += this.cleanUp(first ? token : withBlank(token, this.continues));
      first = false;
    }
    return text;
  }

  private encodeChunk(chunk: string): number[] {
    const ids: number[] = [];
    for (const word of bertWords(chunk, this.normalization)) this.encodeWord(word, ids);
    return ids;
  }

  private encodeWord(word: string, ids: number[]): void {
    const start = ids.length;
    if (word.length > 2 * this.mostCharacters || [...word].length > this.mostCharacters) {
      ids.push(this.unknown);
      return;
    }
    for (let at = 0; at < word.length; ) {
      let end = Math.min(word.length, at + this.longest);
      let id: number | undefined;
      for (; end > at; end--) {
        // Half a character is in no vocabulary, but a lone half may be.
        const piece = word.slice(at, end);
        id = this.parsed.ids.get(at > 0 ? this.continues + piece : piece);
        if (id !== undefined && !splitsPair(word, end)) break;
      }
      if (end === at || id === undefined) {
        ids.length = start;
        ids.push(this.unknown);
        return;
      }
      ids.push(id);
      at = end;
    }
  }
}

const splitsPair = (word: string, at: number): boolean =>
  (word.charCodeAt(at - 1) & 0xfc00) === 0xd800 && (word.charCodeAt(at) & 0xfc00) === 0xdc00;

function longestOf({ ids }: ParsedFile): number {
  let longest = 1;
  for (const token of ids.keys()) longest = Math.max(longest, token.length);
  return longest;
}

function continuingPrefix({ model }: ParsedFile): string {
  const prefix = model.continuing_subword_prefix;
  if (typeof prefix !== 'string' || prefix === '')
    throw unreadable('It has no mark for pieces within words', 'model.continuing_subword_prefix');
  return prefix;
}

const withBlank = (token: string, continues: string): string =>
  token.startsWith(continues) ? token.slice(continues.length) : ` ${token}`;

/** A piece that begins a word has the blank before it, which is how they come apart again; added tokens stand as they are. */
function pieceBytes(parsed: ParsedFile, cleanUp: (piece: string) => string): Uint8Array[] {
  const encoder = new TextEncoder();
  const prefix = continuingPrefix(parsed);
  return parsed.tokens.map((token, id) => {
    if (parsed.added.get(token) === id) return encoder.encode(token);
    return encoder.encode(cleanUp(withBlank(token, prefix)));
  });
}

/** BERT's decoder takes the blank before a sign away, piece by piece (`cleanup`). Of its rules these are the ones that one piece can fulfil. */
function readCleanUp(file: TokenizerFile): (piece: string) => string {
  const { prefix = '##', cleanup } = readDecoder(file, 'WordPiece');
  if (isRecord(file.model) && prefix !== file.model.continuing_subword_prefix)
    throw unreadable('Its decoder has another mark for pieces within words than its model', 'decoder');
  if (cleanup !== true) return (piece) => piece;
  return (piece) => piece.replace(/ ([.?!,]|n't|'m|'s|'ve|'re)/g, '$1');
}

function readNormalizer(normalizer: unknown): BertNormalization {
  if (!isRecord(normalizer) || normalizer.type !== 'BertNormalizer')
    throw unreadable("It does not normalize text in BERT's way", 'normalizer');
  const strip = normalizer.strip_accents;
  return {
    cleanText: normalizer.clean_text === true,
    chineseCharacters: normalizer.handle_chinese_chars === true,
    lowercase: normalizer.lowercase === true,
    stripAccents: typeof strip === 'boolean' ? strip : undefined,
  };
}
