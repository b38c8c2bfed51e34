import type { Command } from './arguments';
import { MODEL_FOLDER } from './model-folder';

export const tokenize: Command = {
  name: 'tokenize',
  summary: 'Prints the token ids of a whole file as a JSON array, without special tokens added.',
  positionals: [
    { name: 'DIR|FILE', help: `${MODEL_FOLDER.help.slice(0, -1)}; or a tokenizer.json.` },
    { name: 'FILE', help: 'A text file; its encoding is detected, a byte-order mark is left out.' },
  ],
  flags: [],
  async run(given, terminal) {
    const { runTokenize } = await import('./run-tokenize');
    await runTokenize(given, terminal);
  },
};
