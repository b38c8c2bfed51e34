import { AddedTokens } from '../added-tokens';
import type { WordEnd } from '../byte-bpe/pre-tokenize';
import { BytesTokenizer } from '../bytes-tokenizer';
import { readDecoder } from '../decoder';
import type { TokenizerFile } from '../entry';
import { isRecord, type ParsedFile, unreadable } from '../tokenizer-file';
import { WordCache } from '../word-cache';
import { LikeliestPieces } from './likeliest-pieces';
import { readMetaspaceNormalizer } from './metaspace-normalizer';
import { PieceTrie } from './piece-trie';

const SPACE = '\u2581';

/**
 * Unigram with Metaspace: blanks are written as U+2581, one is put before a text, and words begin with one (Kudo and Richardson 2018); where
 * white space is split at first (T5, XLM-R), every word gets one. Files that readers disagree about are refused: with `byte_fallback`, with
 * pieces that go on over a blank.
 */
export class MetaspaceUnigramTokenizer extends BytesTokenizer {
  private readonly added: AddedTokens;
  private readonly prepend: 'always' | 'first' | 'never' | 'word';
  private readonly normalize: ((text: string) => string) | undefined;
  private readonly cache: WordCache;

  /** Throws LoamError `tokenizer/unreadable` when the file asks for what this encoder does not do. */
  constructor(
    file: TokenizerFile,
    private readonly parsed: ParsedFile,
  ) {
    super(file, parsed, pieceBytes(parsed), true);
    this.normalize = readMetaspaceNormalizer(file.normalizer);
    this.prepend = readPrepend(file.pre_tokenizer);
    checkDecoder(file);
    const unknown = readUnknown(parsed);
    const trie = new PieceTrie(parsed.tokens.length * 2);
    for (const [token, id] of parsed.ids) {
      if (token.lastIndexOf(SPACE) > 0)
        throw unreadable(`Piece "${token}" goes on over a blank, about which readers disagree`, 'model.vocab');
      if (token !== '') trie.add(codePoints(token), id);
    }
    if (!parsed.ids.has(SPACE)) throw unreadable('No piece is a blank', 'model.vocab');
    const pieces = new LikeliestPieces(trie, parsed.scores, unknown);
    this.added = new AddedTokens(parsed.added, parsed.swallowing);
    this.cache = new WordCache(metaWordEnd, (text, from, to) => {
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
    const marked = text.replaceAll(' ', SPACE);
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
      const plain = token.replaceAll(SPACE, ' ');
      text += first && plain.startsWith(' ') ? plain.slice(1) : plain;
      first = false;
    }
    return text;
  }
}

const withMark = (text: string): string => (text.startsWith(SPACE) ? text : SPACE + text);

/** From one blank to before the next. */
const metaWordEnd: WordEnd = (text, from, to) => {
  const next = text.indexOf(SPACE, from + 1);
  return next < 0 || next > to ? to : next;
};

const codePoints = (text: string): number[] => Array.from(text, (character) => character.codePointAt(0) ?? 0);

function pieceBytes({ tokens }: ParsedFile): Uint8Array[] {
  const encoder = new TextEncoder();
  return tokens.map((token) => encoder.encode(token.replaceAll(SPACE, ' ')));
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

function readPrepend(preTokenizer: unknown): 'always' | 'first' | 'never' | 'word' {
  const part = 'pre_tokenizer';
  if (splitsAtFirst(preTokenizer)) {
    if (readPrepend(preTokenizer.pretokenizers[1]) === 'always') return 'word';
    throw unreadable('Its Metaspace puts no blank before every word', part);
  }
  if (!isRecord(preTokenizer)) throw unreadable('It has no pre-tokenizer', part);
  const { replacement = SPACE, str_rep: written = replacement, prepend_scheme: scheme = 'always' } = preTokenizer;
  if (replacement !== SPACE || written !== SPACE) throw unreadable('Its Metaspace writes blanks in another way', part);
  if (preTokenizer.add_prefix_space === false && scheme !== 'never')
    throw unreadable('Its Metaspace contradicts itself about the first blank', part);
  if (scheme === 'always' || scheme === 'first' || scheme === 'never') return scheme;
  throw unreadable('Its Metaspace puts the first blank in a way not known', part);
}

function checkDecoder(file: TokenizerFile): void {
  const { replacement = SPACE } = readDecoder(file, 'Metaspace');
  if (replacement !== SPACE) throw unreadable('Its decoder writes blanks in another way', 'decoder');
}

function readUnknown({ model, tokens }: ParsedFile): number {
  if (model.byte_fallback === true)
    throw unreadable('It falls back to bytes, about which readers disagree for this model', 'model.byte_fallback');
  const { unk_id: unknown } = model;
  if (typeof unknown !== 'number' || tokens[unknown] === undefined)
    throw unreadable('It names no unknown piece', 'model.unk_id');
  return unknown;
}
