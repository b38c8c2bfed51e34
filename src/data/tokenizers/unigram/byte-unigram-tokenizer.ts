import type { AddedTokens } from '../added-tokens';
import { bytesOfToken } from '../byte-bpe/byte-alphabet';
import { byteLevelBytes, byteLevelCut, readByteLevel } from '../byte-bpe/byte-level';
import { writeUtf8 } from '../byte-bpe/utf8';
import { BytesTokenizer } from '../bytes-tokenizer';
import type { TokenizerFile } from '../entry';
import type { ParsedFile } from '../tokenizer-file';
import { WordCache } from '../word-cache';
import { LikeliestPieces } from './likeliest-pieces';
import { PieceTrie } from './piece-trie';

const sameBytes = Int32Array.from({ length: 256 }, (_, byte) => byte);

/** Unigram on bytes, as our trainer writes it. */
export class ByteUnigramTokenizer extends BytesTokenizer {
  private readonly added: AddedTokens;
  private readonly normalize: ((text: string) => string) | undefined;
  private readonly cache: WordCache;

  /** Throws LoamError `tokenizer/unreadable` when the file asks for what this encoder does not do. */
  constructor(file: TokenizerFile, parsed: ParsedFile) {
    super(file, parsed, byteLevelBytes(parsed), byteLevelCut(file));
    const { words, normalize, added } = readByteLevel(file, parsed);
    this.added = added;
    this.normalize = normalize;
    const trie = new PieceTrie(parsed.tokens.length * 2);
    for (const [token, id] of parsed.ids) {
      const bytes = bytesOfToken(token);
      if (bytes && bytes.length > 0) trie.add(bytes, id);
    }
    const pieces = new LikeliestPieces(trie, parsed.scores);
    let scratch = new Int32Array(1 << 8);
    this.cache = new WordCache(words, (text, from, to) => {
      if (3 * (to - from) > scratch.length) scratch = new Int32Array(3 * (to - from));
      return pieces.find(scratch, writeUtf8(text, from, to, sameBytes, scratch));
    });
  }

  override encode(text: string): number[] {
    const ids: number[] = [];
    const { normalize } = this;
    this.added.split(
      text,
      (from, to) => {
        if (!normalize) return this.cache.encode(text, from, to, ids);
        const normal = normalize(text.slice(from, to));
        this.cache.encode(normal, 0, normal.length, ids);
      },
      (id) => ids.push(id),
    );
    return ids;
  }
}
