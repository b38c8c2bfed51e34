import { type OptionSpecs, type OptionValue, parseOptions } from '@/base/options';
import { tokenizers } from '@/data/tokenizers';
import type { ModelEntry, ModelShape } from '@/ml/models/entry';
import { optimizers } from '@/ml/optimizers';
import { schedules } from '@/ml/schedules';
import { trainingOptions } from '@/ml/trainer/options';
import type { ExportInput } from '../entry';
import { plain, table } from './markdown';

/** Every option that decided the run, defaults included, by the names that `--set` takes. */
export function settingsTables({ config, dataset }: ExportInput, entry: ModelEntry, shape: ModelShape): string {
  const optimizer = optimizers.get(config.optimizer.id);
  const schedule = schedules.get(config.schedule.id);
  const { tokenizer, importedTokenizer } = dataset.preparation;
  const parts = [
    { title: `Model: ${entry.label}`, specs: entry.options, values: shape.options },
    { title: 'Training', specs: trainingOptions, values: config.training },
    { title: `Optimizer: ${optimizer.label}`, specs: optimizer.options, values: config.optimizer.options },
    { title: `Schedule: ${schedule.label}`, specs: schedule.options, values: config.schedule.options },
    importedTokenizer
      ? { title: `Tokenizer: imported from ${plain(importedTokenizer.name)}`, specs: {}, values: {} }
      : {
          title: `Tokenizer: ${tokenizers.get(tokenizer.id).label}`,
          specs: tokenizers.get(tokenizer.id).options,
          values: tokenizer.options,
        },
  ];
  return parts
    .flatMap(({ title, specs, values }) => {
      const rows = settings(specs, values);
      return rows.length === 0 ? [`**${title}**`] : [`**${title}**`, table(['Setting', 'Value', 'Name'], 'lrl', rows)];
    })
    .join('\n\n');
}

function settings(specs: OptionSpecs, given: Readonly<Record<string, OptionValue>>): string[][] {
  const { values } = parseOptions(specs, given);
  return Object.entries(specs).map(([name, spec]) => {
    const unit = 'unit' in spec && spec.unit ? ` ${spec.unit}` : '';
    return [spec.label, `${plain(String(values[name] ?? ''))}${unit}`, `\`${name}\``];
  });
}
