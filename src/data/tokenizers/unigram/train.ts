import { Breather } from '../breather';
import { byteToCharacter } from '../byte-bpe/byte-alphabet';
import { countWords } from '../byte-bpe/count-words';
import { BASE_VOCABULARY } from '../byte-bpe/tokenizer-file';
import { END_OF_TEXT } from '../end-of-text';
import type { TokenizerTrainer } from '../entry';
import { readSpecialTokens, withSpecialTokens } from '../special-tokens';
import { vocabularyTooLarge } from '../too-large';
import { UnigramEstimate } from './estimate';
import { unigram } from './index';
import { prunedPieces } from './prune';
import { seedPieces } from './seed-pieces';
import { unigramFile } from './tokenizer-file';

/** Kudo 2018, section 3.2, and SentencePiece: steps of EM between prunings, share kept by one, and seeds for each piece wanted at most. */
const EM_STEPS = 2;
const KEPT = 0.75;
const SEEDS = 10;
const LEAST_SEEDS = 4000;
/** Three for each piece of the largest vocabulary: a trie of more takes too long to build at one go. */
const MOST_SEEDS = 200_000;

/** Throws LoamError `tokenizer/vocabulary-too-large` naming the largest vocabulary that the text supports. */
export const unigramTrainer: TokenizerTrainer = {
  async train(texts, options, { onProgress, signal }) {
    signal.throwIfAborted();
    const { default: fallback } = unigram.options.vocabularySize;
    const size = typeof options.vocabularySize === 'number' ? options.vocabularySize : fallback;
    const specialTokens = readSpecialTokens(options);
    const breather = new Breather(signal);
    const counted = await countWords(
      texts,
      breather,
      (done) => onProgress({ label: 'Counting words', done, total: 0, unit: 'bytes' }),
      { specialTokens },
    );
    const ordinary = size - specialTokens.length;
    const wanted = ordinary - BASE_VOCABULARY;
    const { words, seeds } = await seedPieces(
      counted,
      Math.max(LEAST_SEEDS, Math.min(MOST_SEEDS, SEEDS * wanted)),
      breather,
    );
    if (seeds.length < wanted) throw vocabularyTooLarge(size, seeds.length + BASE_VOCABULARY + specialTokens.length);
    let estimate = new UnigramEstimate(seeds);
    // Pruned a little less far than wanted: the last cut goes by probability (SentencePiece: 1.1).
    const target = Math.floor(wanted * 1.1);
    for (;;) {
      for (let step = 0; step < EM_STEPS; step++) await estimate.improve(words, breather);
      // Single bytes are not counted: they stay.
      const length = estimate.pieces.length - 256;
      onProgress({ label: 'Choosing pieces', done: wanted, total: Math.max(wanted, length), unit: 'tokens' });
      if (length <= target) break;
      estimate = new UnigramEstimate(
        await prunedPieces(estimate, words, Math.max(target, Math.floor(length * KEPT)), breather),
      );
    }
    const chosen = estimate.likeliest(wanted);
    if (chosen.length < wanted) throw vocabularyTooLarge(size, chosen.length + BASE_VOCABULARY + specialTokens.length);
    const spelled = chosen.map(({ bytes, score }) => [spell(bytes), score] as const);
    const single = estimate.singleBytes().map(({ bytes, score }) => [spell(bytes), score] as const);
    const all = [...single, ...spelled].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    return withSpecialTokens(unigramFile([[END_OF_TEXT, 0], ...all]), specialTokens, ordinary);
  },
};

const spell = (bytes: Uint8Array): string =>
  String.fromCharCode(...Array.from(bytes, (byte) => byteToCharacter[byte] ?? 0));
