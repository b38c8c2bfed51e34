import { AddedTokens } from '../added-tokens';
import { BytesTokenizer } from '../bytes-tokenizer';
import { readDecoder } from '../decoder';
import type { TokenizerFile } from '../entry';
import { MARK, markedWordEnd, type PrependScheme, readPrependScheme, withMark } from '../metaspace';
import { isSafeBlank } from '../safe-cut';
import { isRecord, type ParsedFile, unreadable } from '../tokenizer-file';
import { WordCache } from '../word-cache';
import { LikeliestPieces } from './likeliest-pieces';
import { readMetaspaceNormalizer } from './metaspace-normalizer';
import { PieceTrie } from './piece-trie';

/**
 * Unigram with Metaspace: blanks are written as U+2581, one is put before a text, and words begin with one (Kudo and Richardson 2018); where
 * white space is split at first (T5, XLM-R), every word gets one. Files that readers disagree about are refused: with `byte_fallback`, with
 * pieces that go on over a blank.
 */
export class MetaspaceUnigramTokenizer extends BytesTokenizer {
  private readonly added: AddedTokens;
  private readonly prepend: PrependScheme | 'word';
  private readonly normalize: ((text: string) => string) | undefined;
  private readonly cache: WordCache;

  /** Throws LoamError `tokenizer/unreadable` when the file asks for what this encoder does not do. */
  constructor(
    file: TokenizerFile,
    private readonly parsed: ParsedFile,
  ) {
    super(file, parsed, pieceBytes(parsed), isSafeBlank);
    this.normalize = readMetaspaceNormalizer(file.normalizer);
    this.prepend = readPrepend(file.pre_tokenizer);
    checkDecoder(file);
    const unknown = readUnknown(parsed);
    const trie = new PieceTrie(parsed.tokens.length * 2);
    for (const [token, id] of parsed.ids) {
      if (token.lastIndexOf(MARK) > 0)
        throw unreadable(`Piece "${token}" goes on over a blank, about which readers disagree`, 'model.vocab');
      if (token !== '') trie.add(codePoints(token), id);
    }
    if (!parsed.ids.has(MARK)) throw unreadable('No piece is a blank', 'model.vocab');
    const pieces = new LikeliestPieces(trie, parsed.scores, unknown);
    this.added = new AddedTokens(parsed.added, parsed.swallowing);
    this.cache = new WordCache(markedWordEnd, (text, from, to) => {
      const symbols = codePoints(text.slice(from, to));
      return pieces.find(symbols, symbols.length);
    });
  }

  override encode(text: string): number[] {
    const ids: number[] = [];
    this.added.split(
      text,
      (from, to) => {
        const marked = this.marked(text.slice(from, to), from === 0);
        this.cache.encode(marked, 0, marked.length, ids);
      },
      (id) => ids.push(id),
    );
    return ids;
  }

  /** The section as the model sees it; `first` where nothing stands before it. */
  private marked(section: string, first: boolean): string {
    const text = this.normalize?.(section) ?? section;
    if (this.prepend === 'word') return (text.match(/\S+/g) ?? []).map(withMark).join('');
    const marked = text.replaceAll(' ', MARK);
    const wanted = this.prepend === 'always' || (this.prepend === 'first' && first);
    return wanted && text !== '' ? withMark(marked) : marked;
  }

  /** Without the blank that was put before the text. */
  override decode(ids: Iterable<number>): string {
    let text = '';
    let first = true;
    for (const id of ids) {
      const token = this.parsed.tokens[id];
      if (token === undefined)
        throw new RangeError(`token id ${id} is outside the vocabulary of ${this.vocabularySize}`);
      const plain = token.replaceAll(MARK, ' ');
      text += first && plain.startsWith(' ') ? plain.slice(1) : plain;
      first = false;
    }
    return text;
  }
}

const codePoints = (text: string): number[] => Array.from(text, (character) => character.codePointAt(0) ?? 0);

function pieceBytes({ tokens }: ParsedFile): Uint8Array[] {
  const encoder = new TextEncoder();
  return tokens.map((token) => encoder.encode(token.replaceAll(MARK, ' ')));
}

/** Whether T5's way is meant: white space split off, then Metaspace for each word. */
const splitsAtFirst = (preTokenizer: unknown): preTokenizer is { readonly pretokenizers: readonly unknown[] } =>
  isRecord(preTokenizer) &&
  preTokenizer.type === 'Sequence' &&
  Array.isArray(preTokenizer.pretokenizers) &&
  preTokenizer.pretokenizers.length === 2 &&
  isRecord(preTokenizer.pretokenizers[0]) &&
  preTokenizer.pretokenizers[0].type === 'WhitespaceSplit';

/** Whether a pre-tokenizer is Metaspace, alone or behind `WhitespaceSplit`. */
export const isMetaspace = (preTokenizer: unknown): boolean => {
  const last = splitsAtFirst(preTokenizer) ? preTokenizer.pretokenizers[1] : preTokenizer;
  return isRecord(last) && last.type === 'Metaspace';
};

function readPrepend(preTokenizer: unknown): PrependScheme | 'word' {
  if (!splitsAtFirst(preTokenizer)) return readPrependScheme(preTokenizer);
  if (readPrependScheme(preTokenizer.pretokenizers[1]) === 'always') return 'word';
  throw unreadable('Its Metaspace puts no blank before every word', 'pre_tokenizer');
}

function checkDecoder(file: TokenizerFile): void {
  const { replacement = MARK } = readDecoder(file, 'Metaspace');
  if (replacement !== MARK) throw unreadable('Its decoder writes blanks in another way', 'decoder');
}

function readUnknown({ model, tokens }: ParsedFile): number {
  if (model.byte_fallback === true)
    throw unreadable('It falls back to bytes, about which readers disagree for this model', 'model.byte_fallback');
  const { unk_id: unknown } = model;
  if (typeof unknown !== 'number' || tokens[unknown] === undefined)
    throw unreadable('It names no unknown piece', 'model.unk_id');
  return unknown;
}
