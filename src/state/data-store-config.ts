import { defaultsOf } from '@/base/options';
import { cleaningSteps } from '@/data/cleaning';
import { tokenizers } from '@/data/tokenizers';
import { type PrepareConfig, prepareConfig } from '@/schema/dataset';

const KEY = 'loam.preparation';
const CHOSEN = 'loam.preparation.vocabulary-chosen';

/** Every declared cleaning step in its order, switched on as declared, and the first tokenizer. */
export function defaultPreparation(): PrepareConfig {
  const tokenizer = tokenizers.entries[0];
  return {
    version: 1,
    steps: cleaningSteps.entries.map((entry) => ({ id: entry.id, on: true, options: defaultsOf(entry.options) })),
    split: { validationFraction: 0.1, seed: 1 },
    tokenizer: { id: tokenizer?.id ?? '', options: defaultsOf(tokenizer?.options ?? {}) },
  };
}

/** Settings kept from another version of the studio: steps it did not know are added, unknown ones left out. */
export function withKnownSteps(config: PrepareConfig): PrepareConfig {
  const fresh = defaultPreparation();
  return {
    ...config,
    steps: fresh.steps.map((step) => config.steps.find((kept) => kept.id === step.id) ?? step),
    tokenizer: tokenizers.has(config.tokenizer.id) ? config.tokenizer : fresh.tokenizer,
  };
}

export function keepPreparation(config: PrepareConfig, vocabularyChosen: boolean): void {
  globalThis.localStorage?.setItem(KEY, JSON.stringify(config));
  globalThis.localStorage?.setItem(CHOSEN, String(vocabularyChosen));
}

export function keptPreparation(): { config: PrepareConfig; vocabularyChosen: boolean } {
  try {
    const raw = globalThis.localStorage?.getItem(KEY);
    if (raw) {
      const config = withKnownSteps(prepareConfig.parse(JSON.parse(raw), 'saved preparation'));
      return { config, vocabularyChosen: localStorage.getItem(CHOSEN) === 'true' };
    }
  } catch {
    // Damaged or from a newer studio: the defaults are a better start than a message.
  }
  return { config: defaultPreparation(), vocabularyChosen: false };
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

export const hasVocabularySize = (tokenizerId: string): boolean =>
  tokenizers.has(tokenizerId) && Object.hasOwn(tokenizers.get(tokenizerId).options, 'vocabularySize');
