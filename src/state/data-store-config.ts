import { augmentations } from '@/data/augment';
import { cleaningSteps } from '@/data/cleaning';
import { defaultPrepareConfig } from '@/data/prepare/default-config';
import { tokenizers } from '@/data/tokenizers';
import { type PrepareConfig, prepareConfig } from '@/schema/dataset';

const KEY = 'loam.preparation';
const CHOSEN = 'loam.preparation.vocabulary-chosen';

/** What the command line proposes too, before anything is known of the text. */
export function defaultPreparation(): PrepareConfig {
  return defaultPrepareConfig(0);
}

/** Settings kept from another version of the studio: steps it did not know are added, unknown ones left out. */
export function withKnownSteps(config: PrepareConfig): PrepareConfig {
  const fresh = defaultPreparation();
  const known = config.steps.filter(({ id }) => cleaningSteps.has(id));
  const { augment } = config;
  return {
    ...config,
    ...(augment
      ? { augment: { ...augment, settings: augment.settings.filter(({ id }) => augmentations.has(id)) } }
      : {}),
    steps: [...known, ...fresh.steps.filter(({ id }) => !known.some((kept) => kept.id === id))],
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

export const hasVocabularySize = (tokenizerId: string): boolean =>
  tokenizers.has(tokenizerId) && Object.hasOwn(tokenizers.get(tokenizerId).options, 'vocabularySize');
