import { defaultsOf, type OptionValue } from '@/base/options';
import { augmentations } from '@/data/augment';
import { suitableVocabulary } from '@/data/prepare/default-config';
import { TEXT_KINDS } from '@/data/prepare/text-kinds';
import { stepsOf } from '@/data/recipes/recipe-steps';
import { tokenizers } from '@/data/tokenizers';
import type { PrepareConfig, SplitConfig } from '@/schema/dataset';
import { openData, schedule, useDataStore, withVocabulary } from './data-store';
import { hasVocabularySize, keepPreparation } from './data-store-config';
import { ask } from './data-store-worker';

const get = useDataStore.getState;

/** Every change of settings is kept and prepares again, soon and by itself. */
function configure(next: Partial<PrepareConfig>, vocabularyChosen = get().vocabularyChosen): void {
  const config = { ...get().config, ...next };
  keepPreparation(config, vocabularyChosen);
  useDataStore.setState({ config, vocabularyChosen });
  schedule();
}

export function setStep(id: string, change: { on?: boolean; options?: Record<string, OptionValue> }): void {
  configure({ steps: get().config.steps.map((step) => (step.id === id ? { ...step, ...change } : step)) });
}

/** Puts a step to another place among the others; steps that are off keep theirs. */
export function moveStep(id: string, before: string | undefined): void {
  const { steps } = get().config;
  const moved = steps.find((step) => step.id === id);
  if (!moved || id === before) return;
  const others = steps.filter((step) => step !== moved);
  const at = before === undefined ? others.length : others.findIndex((step) => step.id === before);
  if (at >= 0) configure({ steps: [...others.slice(0, at), moved, ...others.slice(at)] });
}

/** Takes the steps of a recipe, in its order; all others are off. Throws LoamError `recipe/invalid`. */
export function takeRecipe(recipe: Parameters<typeof stepsOf>[0]): void {
  configure({ steps: stepsOf(recipe) });
}

/** No step may drop this document any more. */
export function rescue(key: string): void {
  configure({ rescued: [...new Set([...(get().config.rescued ?? []), key])] });
}

export function forgetRescued(): void {
  configure({ rescued: [] });
}

type Augment = NonNullable<PrepareConfig['augment']>;

/** The augmentation settings, with every augmentation of documents in them; all off where nothing was chosen. */
export function augmentOf({ augment }: PrepareConfig): Augment {
  const { seed = 1, most = 2, settings = [] } = augment ?? {};
  const entries = augmentations.entries.filter(({ kind }) => TEXT_KINDS.includes(kind));
  return {
    seed,
    most,
    settings: entries.map(
      ({ id, options }) => settings.find((kept) => kept.id === id) ?? { id, on: false, options: defaultsOf(options) },
    ),
  };
}

export function setAugmentation(id: string, change: { on?: boolean; options?: Record<string, OptionValue> }): void {
  const augment = augmentOf(get().config);
  const settings = augment.settings.map((setting) => (setting.id === id ? { ...setting, ...change } : setting));
  configure({ augment: { ...augment, settings } });
}

export function setGrowth(change: Partial<Pick<Augment, 'seed' | 'most'>>): void {
  configure({ augment: { ...augmentOf(get().config), ...change } });
}

export function setSplit(change: Partial<Omit<SplitConfig, 'fold'>>): void {
  const { fold, ...split } = { ...get().config.split, ...change };
  // Time has no folds.
  configure({ split: fold && split.by !== 'time' ? { ...split, fold } : split });
}

/** One of so many folds instead of a share; undefined goes back to the share. */
export function setFold(fold: SplitConfig['fold']): void {
  const { fold: _, ...split } = get().config.split;
  configure({ split: fold ? { ...split, fold } : split });
}

export function setTokenizer(id: string): void {
  const tokenizer = { id, options: defaultsOf(tokenizers.get(id).options) };
  const { report } = get();
  const config = { ...get().config, tokenizer };
  const sized = report && hasVocabularySize(id) ? withVocabulary(config, suitableVocabulary(report.textBytes)) : config;
  configure({ tokenizer: sized.tokenizer, importedTokenizer: undefined }, false);
}

/** Takes a `tokenizer.json` in the place of one that is trained. Rejects with a LoamError's report when it cannot be read. */
export async function importTokenizer(file: Blob, name: string): Promise<void> {
  await openData();
  configure({ importedTokenizer: await ask((api) => api.importTokenizer(file, name)) });
}

export function setTokenizerOption(name: string, value: OptionValue): void {
  const { tokenizer } = get().config;
  configure(
    { tokenizer: { ...tokenizer, options: { ...tokenizer.options, [name]: value } } },
    name === 'vocabularySize' || undefined,
  );
}

/** Back to the size that the corpus suggests. */
export function suggestVocabulary(): void {
  const { report, config } = get();
  if (report) configure(withVocabulary(config, suitableVocabulary(report.textBytes)), false);
}
