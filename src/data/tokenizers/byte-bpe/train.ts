import { Breather } from '../breather';
import type { TokenizerTrainer } from '../entry';
import { readSpecialTokens, withSpecialTokens } from '../special-tokens';
import { countWords } from './count-words';
import { byteBpe } from './index';
import { learnMerges } from './learn-merges';
import { BASE_VOCABULARY, byteBpeFile } from './tokenizer-file';

/** Throws LoamError `tokenizer/vocabulary-too-large` naming the largest vocabulary that the text supports. */
export const byteBpeTrainer: TokenizerTrainer = {
  async train(texts, options, { onProgress, signal, pool }) {
    signal.throwIfAborted();
    const { default: fallback } = byteBpe.options.vocabularySize;
    const size = typeof options.vocabularySize === 'number' ? options.vocabularySize : fallback;
    const specialTokens = readSpecialTokens(options);
    const ordinary = size - specialTokens.length;
    const breather = new Breather(signal);
    const counted = await countWords(
      texts,
      breather,
      (done) => onProgress({ label: 'Counting words', done, total: 0, unit: 'bytes' }),
      { specialTokens, ...(pool ? { pool } : {}) },
    );
    const total = ordinary - BASE_VOCABULARY;
    const report = (vocabulary: number) =>
      onProgress({ label: 'Learning merges', done: vocabulary - BASE_VOCABULARY, total, unit: 'merges' });
    const { tokens, merges } = await learnMerges(counted, ordinary, breather, report, specialTokens.length);
    report(ordinary);
    return withSpecialTokens(byteBpeFile(tokens, merges), specialTokens, ordinary);
  },
};
