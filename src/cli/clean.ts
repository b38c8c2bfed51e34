import type { OptionSpec } from '@/base/options';
import { recipes } from '@/data/recipes';
import type { Command } from './arguments';
import { row } from './help';
import { COLUMNS_HELP } from './mapping-flag';
import { HELD_OUT, SPLIT } from './split-options';

const FORMAT: OptionSpec = {
  type: 'choice',
  label: 'Format',
  help: 'Of the shards.',
  default: 'jsonl',
  choices: [
    { id: 'jsonl', label: 'JSON Lines, gzipped' },
    { id: 'parquet', label: 'Parquet' },
  ],
};

export const clean: Command = {
  name: 'clean',
  summary: 'Cleans text as the studio does, and writes what is left with a report of what became of the rest.',
  positionals: [
    { name: 'FILE', many: true, help: 'Files, archives or folders; their kinds are told by their contents.' },
  ],
  flags: [
    { name: 'out', placeholder: 'DIR', required: true, help: 'Folder for shards, reports and the recipe.' },
    {
      name: 'recipe',
      placeholder: 'FILE|NAME',
      help: 'A recipe saved by the studio, or the name of one that comes with it; without, the steps that are on at first.',
    },
    {
      name: 'format',
      placeholder: 'jsonl|parquet',
      spec: FORMAT,
      help: 'Of the shards: JSON Lines, gzipped (the usual), or Parquet.',
    },
    {
      name: 'split',
      placeholder: 'document|file|group|time|label',
      spec: SPLIT,
      help: 'Marks each document as train or validation; what is held out together, or decides what is.',
    },
    { name: 'held-out', placeholder: 'F', spec: HELD_OUT, help: 'Share held out for validation.' },
    { name: 'fold', placeholder: 'I/K', help: 'Holds out fold I of K instead of a share.' },
    { name: 'columns', placeholder: 'A,B', help: COLUMNS_HELP },
    { name: 'force', help: 'Write into a folder that holds other things.' },
  ],
  details: () => ['Recipes:', ...recipes.entries.flatMap(({ id, help }) => row(id, help))].join('\n'),
  async run(given, terminal) {
    const { runClean } = await import('./run-clean');
    await runClean(given, terminal);
  },
};
