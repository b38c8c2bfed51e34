import { Breather } from '../breather';
import { countWords } from '../byte-bpe/count-words';
import type { TokenizerTrainer } from '../entry';
import { readSpecialTokens, withSpecialTokens } from '../special-tokens';
import { type BertNormalization, bertWords, chunkEnd } from './bert-words';
import { wordPiece } from './index';
import { learnPieces } from './learn-pieces';
import { LONGEST_WORD, wordPieceFile } from './tokenizer-file';

/** `<|endoftext|>` and `[UNK]`. */
const RESERVED = 2;

/** Throws LoamError `tokenizer/vocabulary-too-large` naming the largest vocabulary that the text supports. */
export const wordPieceTrainer: TokenizerTrainer = {
  async train(texts, options, { onProgress, signal }) {
    signal.throwIfAborted();
    const { default: fallback } = wordPiece.options.vocabularySize;
    const size = typeof options.vocabularySize === 'number' ? options.vocabularySize : fallback;
    const lowercase = options.lowercase !== false;
    const specialTokens = readSpecialTokens(options);
    const breather = new Breather(signal);
    const chunks = await countWords(
      texts,
      breather,
      (done) => onProgress({ label: 'Counting words', done, total: 0, unit: 'bytes' }),
      { specialTokens, words: chunkEnd },
    );
    const normalization: BertNormalization = {
      cleanText: true,
      chineseCharacters: true,
      lowercase,
      stripAccents: undefined,
    };
    const words = new Map<string, number>();
    for (let i = 0; i < chunks.words.size; i++) {
      const count = chunks.counts[i] as number;
      for (const word of bertWords(chunks.words.word(i), normalization))
        if (word.length <= LONGEST_WORD) words.set(word, (words.get(word) ?? 0) + count);
      if ((i & 0xfff) === 0) await breather.breatheIfDue();
    }
    const ordinary = size - specialTokens.length;
    const total = ordinary - RESERVED;
    const report = (pieces: number) => onProgress({ label: 'Learning pieces', done: pieces, total, unit: 'merges' });
    const pieces = await learnPieces(words, size, RESERVED + specialTokens.length, breather, report);
    report(total);
    return withSpecialTokens(wordPieceFile(pieces, lowercase), specialTokens, ordinary);
  },
};
