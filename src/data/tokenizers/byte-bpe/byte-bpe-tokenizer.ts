import type { Rng } from '@/base/rng';
import type { AddedTokens } from '../added-tokens';
import { BytesTokenizer } from '../bytes-tokenizer';
import type { TokenizerFile } from '../entry';
import { type ParsedFile, unreadable } from '../tokenizer-file';
import { byteLevelBytes, byteLevelCut, readByteLevel } from './byte-level';
import { readMerges } from './read-merges';
import { writeUtf8 } from './utf8';
import { WordEncoder } from './word-encoder';

/** Byte-level BPE as GPT-2, Llama 3 and Qwen 2 have it, from any `tokenizer.json` of that kind. */
export class ByteBpeTokenizer extends BytesTokenizer {
  private readonly added: AddedTokens;
  private readonly normalize: ((text: string) => string) | undefined;
  private readonly words: WordEncoder;

  /** Throws LoamError `tokenizer/unreadable` when the file asks for what this encoder does not do. */
  constructor(file: TokenizerFile, parsed: ParsedFile) {
    super(file, parsed, byteLevelBytes(parsed), byteLevelCut(file));
    for (const name of ['continuing_subword_prefix', 'end_of_word_suffix', 'dropout', 'byte_fallback'])
      if (parsed.model[name]) throw unreadable(`It uses "${name}", which byte-level BPE does not`, `model.${name}`);
    const { words, normalize, added, byteIds } = readByteLevel(file, parsed);
    this.added = added;
    this.normalize = normalize;
    // Llama 3 takes a word that is a token as it is, whatever the merges say.
    const whole = parsed.model.ignore_merges === true ? parsed.ids : undefined;
    this.words = new WordEncoder(
      words,
      (section, from, to, target) => writeUtf8(section, from, to, byteIds, target),
      readMerges(parsed),
      whole,
    );
  }

  override encode(text: string): number[] {
    const ids: number[] = [];
    this.each(text, ids, (section, from, to) => this.words.encode(section, from, to, ids));
    return ids;
  }

  encodeWithDropout(text: string, dropout: number, rng: Rng): number[] {
    const ids: number[] = [];
    this.each(text, ids, (section, from, to) => this.words.encodeWithDropout(section, from, to, ids, dropout, rng));
    return ids;
  }

  private each(text: string, ids: number[], section: (text: string, from: number, to: number) => void): void {
    const { normalize } = this;
    this.added.split(
      text,
      (from, to) => {
        if (!normalize) return section(text, from, to);
        const normal = normalize(text.slice(from, to));
        section(normal, 0, normal.length);
      },
      (id) => ids.push(id),
    );
  }
}
