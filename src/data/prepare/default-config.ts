import { defaultsOf } from '@/base/options';
import type { PrepareConfig } from '@/schema/dataset';
import { cleaningSteps } from '../cleaning';

/** What a person gets who decides nothing: every cleaning step, a tenth held out, and a vocabulary that suits so much text. */
export function defaultPrepareConfig(totalBytes: number): PrepareConfig {
  return {
    version: 1,
    steps: cleaningSteps.entries.map(({ id, options }) => ({ id, on: true, options: defaultsOf(options) })),
    split: { validationFraction: 0.1, seed: 1 },
    tokenizer: { id: 'byte-bpe', options: { vocabularySize: defaultVocabularySize(totalBytes) } },
  };
}

/** Each size is well below what half as much English prose supports, measured on Moby Dick (see the test). */
function defaultVocabularySize(totalBytes: number): number {
  if (totalBytes < 8e3) return 320;
  if (totalBytes < 300e3) return 512;
  if (totalBytes < 800e3) return 1024;
  if (totalBytes < 4e6) return 2048;
  if (totalBytes < 40e6) return 4096;
  return 8192;
}
