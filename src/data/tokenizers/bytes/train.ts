import { BASE_VOCABULARY, baseTokens, byteBpeFile } from '../byte-bpe/tokenizer-file';
import type { TokenizerTrainer } from '../entry';
import { readSpecialTokens, withSpecialTokens } from '../special-tokens';

/** Byte-level BPE without a merge: every reader of such files knows it. The texts are not looked at. */
export const bytesTrainer: TokenizerTrainer = {
  async train(_texts, options, { signal }) {
    signal.throwIfAborted();
    return withSpecialTokens(byteBpeFile(baseTokens(), []), readSpecialTokens(options), BASE_VOCABULARY);
  },
};
