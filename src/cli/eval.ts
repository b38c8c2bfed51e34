import type { Command } from './arguments';
import { DEVICE_FLAG } from './device-flag';
import { MODEL_FOLDER } from './model-folder';

/** `evaluate` because `eval` is a word of the language. */
export const evaluate: Command = {
  name: 'eval',
  summary: 'Judges an exported model on texts; prints {"tokens","loss","perplexity","bitsPerByte"}.',
  positionals: [
    MODEL_FOLDER,
    {
      name: 'FILE',
      many: true,
      help: 'Text files, each judged from its own beginning; the figures are over all of them.',
    },
  ],
  flags: [DEVICE_FLAG],
  details: () =>
    [
      'The ids of a file are judged in consecutive windows of context + 1 tokens at a stride of context,',
      'so that each token but the first is predicted once. loss: mean -ln p over all predicted tokens, in',
      'nats. bitsPerByte: the sum of -log2 p over the UTF-8 bytes of the text.',
    ].join('\n'),
  async run(given, terminal) {
    const { runEval } = await import('./run-eval');
    await runEval(given, terminal);
  },
};
