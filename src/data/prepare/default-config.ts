import { defaultsOf } from '@/base/options';
import type { PrepareConfig } from '@/schema/dataset';
import { cleaningSteps } from '../cleaning';

/** What a person gets who decides nothing: the cleaning steps that suit any text, a tenth held out, and a vocabulary that suits so much text. */
export function defaultPrepareConfig(totalBytes: number): PrepareConfig {
  return {
    version: 2,
    steps: cleaningSteps.entries.map(({ id, options, onByDefault }) => ({
      id,
      on: onByDefault,
      options: defaultsOf(options),
    })),
    split: { by: 'document', validationFraction: 0.1, seed: 1 },
    tokenizer: { id: 'byte-bpe', options: { vocabularySize: suitableVocabulary(totalBytes) } },
  };
}

/**
 * What to take instead of a proposed vocabulary that a text turned out not to support: half of the merges that it does, since the rarer half were
 * seen twice or thrice. The least is the end-of-text token and 256 bytes.
 */
export function smallerVocabulary(asked: number, most = 0): number {
  const least = 257;
  return most > least && most < asked ? least + Math.ceil((most - least) / 2) : least;
}

/**
 * Vocabulary that suits so much text: about one token for 1,000 bytes while corpora are small, so that each is seen often enough to be
 * learned, and tables that do not dwarf a small model (Gowda and May 2020: keep the rarest types at about 100 occurrences).
 */
export function suitableVocabulary(textBytes: number): number {
  const sizes: readonly (readonly [bytes: number, vocabulary: number])[] = [
    [50e3, 320],
    [300e3, 512],
    [3e6, 1024],
    [20e6, 2048],
    [100e6, 4096],
  ];
  return sizes.find(([bytes]) => textBytes < bytes)?.[1] ?? 8192;
}
