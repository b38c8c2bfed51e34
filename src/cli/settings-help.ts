import type { OptionSpec } from '@/base/options';
import { models } from '@/ml/models';
import { parameterCount } from '@/ml/models/estimate';
import { allowed } from './arguments';
import { defaultOf, row } from './help';
import { settingGroups } from './settings';

/** Everything that `--preset` and `--set` take, made from the registries. */
export function settingsHelp(): string {
  const presets = models.entries.flatMap((model) => [
    `Presets of ${model.id}, with their parameters at a vocabulary of 1,024:`,
    ...model.presets.flatMap(({ id, promise, options }) => {
      const size = parameterCount(model, { options, vocabularySize: 1024 });
      return row(id, `${(size / 1e6).toFixed(2)}M. ${promise}.`);
    }),
    '',
  ]);
  const settings = settingGroups()
    .filter(({ specs }) => Object.keys(specs).length > 0)
    .flatMap(({ title, specs }) => [
      `--set, ${title}:`,
      ...Object.entries(specs).flatMap(([name, spec]) => row(name, explain(spec))),
      '',
    ]);
  return [...presets, ...settings].join('\n').trimEnd();
}

/** "Windows of text per step. (a whole number from 1 to 512, default 8 windows)". */
export function explain(spec: OptionSpec): string {
  const unit = 'unit' in spec && spec.unit ? ` ${spec.unit}` : '';
  return `${spec.help} (${allowed(spec)}, default ${defaultOf(spec)}${unit})`;
}
