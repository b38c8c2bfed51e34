import { LoamError } from '@/base/errors';
import { type OptionSpecs, parseOptions } from '@/base/options';
import type { PrepareConfig } from '@/schema/dataset';
import { augmentations } from '../augment';
import { cleaningSteps } from '../cleaning';
import { tokenizers } from '../tokenizers';

/** The same settings with every option filled in. Throws LoamError `data/invalid-preparation` or `registry/unknown`. */
export function checkedConfig(config: PrepareConfig): PrepareConfig {
  const { tokenizer, augment, importedTokenizer } = config;
  const entry = tokenizers.get(tokenizer.id);
  return {
    version: 2,
    steps: config.steps.map((step) => {
      const { label, options } = cleaningSteps.get(step.id);
      return { ...step, options: checked(label, options, step.options) };
    }),
    split: { ...config.split },
    ...(config.rescued && config.rescued.length > 0 ? { rescued: [...config.rescued].sort() } : {}),
    ...(augment ? { augment: { ...augment, settings: augment.settings.map(checkedSetting) } } : {}),
    tokenizer: { id: tokenizer.id, options: checked(entry.label, entry.options, tokenizer.options) },
    ...(importedTokenizer ? { importedTokenizer: { ...importedTokenizer } } : {}),
  };
}

function checkedSetting<S extends { readonly id: string; readonly options: Readonly<Record<string, unknown>> }>(
  setting: S,
) {
  const { label, options } = augmentations.get(setting.id);
  return { ...setting, options: checked(label, options, setting.options) };
}

function checked(label: string, specs: OptionSpecs, raw: Readonly<Record<string, unknown>>) {
  const { values, problems } = parseOptions(specs, raw);
  const [problem] = problems;
  if (!problem) return values;
  throw new LoamError({
    code: 'data/invalid-preparation',
    what: `Option "${problem.option}": ${problem.message}`,
    where: label,
    remedy: 'Change this setting.',
  });
}
