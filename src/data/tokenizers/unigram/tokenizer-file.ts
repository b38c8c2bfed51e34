import { byteBpeFile } from '../byte-bpe/tokenizer-file';
import type { TokenizerFile } from '../entry';

/**
 * A Hugging Face `tokenizer.json` of type Unigram whose pieces are spelled in GPT-2's alphabet of bytes, behind the pre-tokenizer of our
 * byte-level BPE. Every byte is a piece, so nothing is unknown: readers in JavaScript pass over `byte_fallback`, and would lose text.
 */
export function unigramFile(pieces: readonly (readonly [piece: string, score: number])[]): TokenizerFile {
  const { model: _, ...shell } = byteBpeFile([], []);
  return { ...shell, model: { type: 'Unigram', unk_id: null, byte_fallback: false, vocab: pieces } };
}
