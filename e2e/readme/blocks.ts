import { optionsOf } from '@/cli/help';
import { commands } from '@/cli/run-command';
import { augmentations } from '@/data/augment';
import { cleaningSteps } from '@/data/cleaning';
import { importers } from '@/data/importers';
import { TEXT_KINDS } from '@/data/prepare/text-kinds';
import { gauges } from '@/data/quality';
import { recipes } from '@/data/recipes';
import { tokenizers } from '@/data/tokenizers';
import { exporters } from '@/export';
import { models } from '@/ml/models';
import type { ModelEntry, Preset } from '@/ml/models/entry';
import { parameterCount } from '@/ml/models/estimate';
import { optimizers } from '@/ml/optimizers';
import { schedules } from '@/ml/schedules';
import { SHAPES } from '@/schema/shape';

/**
 * The parts of README.md that are made from the registries, by the name in their marker. A block stands between
 * `<!-- generated:NAME -->` and `<!-- /generated -->`.
 */
export const blocks: Readonly<Record<string, () => string>> = {
  formats: () =>
    table(
      ['Format', 'Files', 'What becomes a document'],
      importers.entries.map(({ label, extensions, help }) => [
        label,
        extensions.map((e) => `\`.${e}\``).join(' '),
        help,
      ]),
    ),
  shapes: () =>
    table(
      ['Shape', 'What a row is', 'Columns', 'What a model reads'],
      SHAPES.map(({ label, help, roles, text }) => [
        label,
        help,
        roles.map(({ role }) => role).join(', '),
        `\`${text}\``,
      ]),
    ),
  cleaning: () =>
    table(
      ['Cleaning step', 'What it does', '`--set`'],
      cleaningSteps.entries.map((e) => [e.label, e.help, `\`${e.id}\``]),
    ),
  recipes: () =>
    table(
      ['Recipe', 'What it is for', '`--recipe`'],
      recipes.entries.map((e) => [e.label, e.help, `\`${e.id}\``]),
    ),
  quality: () =>
    table(
      ['Measured', 'What it tells', 'After'],
      gauges.entries.map((e: { label: string; help: string; citation?: string }) => [
        e.label,
        e.help,
        e.citation ?? '',
      ]),
    ),
  augmentations: () =>
    table(
      ['Augmentation', 'What it makes', 'After'],
      augmentations.entries
        .filter(({ kind }) => TEXT_KINDS.includes(kind))
        .map((e: { label: string; help: string; citation?: string }) => [e.label, e.help, e.citation ?? '']),
    ),
  tokenizers: () =>
    table(
      ['Tokenizer', 'What it does', '`--set tokenizer=`'],
      tokenizers.entries.map((e) => [e.label, e.help, `\`${e.id}\``]),
    ),
  models: () =>
    table(
      ['Family', 'Preset', 'Parameters', 'Layers × hidden', 'Context', ''],
      models.entries.flatMap((model) => model.presets.map((preset) => presetRow(model, preset))),
    ),
  optimizers: () =>
    table(
      ['Optimizer', 'What it does', 'After'],
      optimizers.entries.map((e) => [e.label, e.help, e.citation ?? '']),
    ),
  schedules: () =>
    table(
      ['Schedule', 'What it does', 'After'],
      schedules.entries.map((e) => [e.label, e.help, e.citation ?? '']),
    ),
  exporters: () =>
    table(
      ['Export', 'What it holds', 'Opens in'],
      exporters.entries.map((e) => [e.label, e.help, e.opensWith.join(', ')]),
    ),
  cli: () =>
    table(
      ['Command', 'Option', ''],
      commands.flatMap((command) => [
        [`\`${command.name}\``, '', command.summary],
        ...optionsOf(command).map(([name, help]) => ['', `\`${name}\``, help]),
      ]),
    ),
};

/** README text with every block made anew. Throws on a marker without end or with a name that does not exist. */
export function withBlocks(text: string): string {
  const parts = text.split(/^(<!-- generated:\w* -->)$/m);
  return parts
    .map((part, i) => {
      const name = /generated:(\w*)/.exec(parts[i - 1] ?? '')?.[1];
      if (i % 2 === 1 || name === undefined) return part;
      const make = Object.hasOwn(blocks, name) ? blocks[name] : undefined;
      if (!make)
        throw new Error(`README.md: no block is called "${name}"; there are ${Object.keys(blocks).join(', ')}`);
      const end = part.indexOf('<!-- /generated -->');
      if (end < 0) throw new Error(`README.md: <!-- generated:${name} --> has no <!-- /generated -->`);
      return `\n${make()}\n${part.slice(end)}`;
    })
    .join('');
}

/** Names of the blocks that a text has. */
export const blocksIn = (text: string): string[] =>
  [...text.matchAll(/^<!-- generated:(\w*) -->$/gm)].map((match) => match[1] ?? '');

function presetRow(model: ModelEntry, { label, promise, options }: Preset): string[] {
  const vocabularySize = 1024;
  const parameters = (parameterCount(model, { options, vocabularySize }) / 1e6).toFixed(2);
  const [name = label] = label.split(',');
  return [
    model.label,
    name,
    `${parameters} M`,
    `${options.layers} × ${options.hidden}`,
    String(options.contextLength),
    promise,
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}
