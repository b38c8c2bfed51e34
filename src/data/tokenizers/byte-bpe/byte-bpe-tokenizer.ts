import type { Rng } from '@/base/rng';
import type { AddedTokens } from '../added-tokens';
import { BytesTokenizer } from '../bytes-tokenizer';
import type { TokenizerFile } from '../entry';
import { type ParsedFile, unreadable } from '../tokenizer-file';
import { byteLevelBytes, cutsAtBlanksOnly, readByteLevel } from './byte-level';
import type { Merges } from './merges';
import { PairTable } from './pair-table';
import { WordEncoder } from './word-encoder';

/** Byte-level BPE as GPT-2, Llama 3 and Qwen 2 have it, from any `tokenizer.json` of that kind. */
export class ByteBpeTokenizer extends BytesTokenizer {
  private readonly added: AddedTokens;
  private readonly normalize: ((text: string) => string) | undefined;
  private readonly words: WordEncoder;

  /** Throws LoamError `tokenizer/unreadable` when the file asks for what this encoder does not do. */
  constructor(file: TokenizerFile, parsed: ParsedFile) {
    super(file, parsed, byteLevelBytes(parsed), cutsAtBlanksOnly(file));
    for (const name of ['continuing_subword_prefix', 'end_of_word_suffix', 'dropout', 'byte_fallback'])
      if (parsed.model[name]) throw unreadable(`It uses "${name}", which byte-level BPE does not`, `model.${name}`);
    const { words, normalize, added, byteIds } = readByteLevel(file, parsed);
    this.added = added;
    this.normalize = normalize;
    // Llama 3 takes a word that is a token as it is, whatever the merges say.
    const whole = parsed.model.ignore_merges === true ? parsed.ids : undefined;
    this.words = new WordEncoder(words, byteIds, readMerges(parsed), whole);
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

function readMerges(parsed: ParsedFile): Merges {
  const pairs = new PairTable(parsed.merges.length + 1);
  const merged: number[] = [];
  for (const [left, right] of parsed.merges) {
    const a = parsed.ids.get(left);
    const b = parsed.ids.get(right);
    const both = parsed.ids.get(left + right);
    if (a === undefined || b === undefined || both === undefined)
      throw unreadable(`Merge "${left} ${right}" uses a token that the vocabulary lacks`, 'model.merges');
    if (pairs.find(a, b) >= 0) throw unreadable(`Merge "${left} ${right}" stands there twice`, 'model.merges');
    pairs.add(a, b);
    merged.push(both);
  }
  return { pairs, merged: Int32Array.from(merged) };
}
