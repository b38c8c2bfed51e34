import type { Command } from './arguments';
import { DEVICE_FLAG } from './device-flag';
import { MODEL_FOLDER } from './model-folder';

export const generate: Command = {
  name: 'generate',
  summary: 'Continues a prompt with an exported model; prints the continuation.',
  positionals: [MODEL_FOLDER],
  flags: [
    { name: 'prompt', placeholder: 'TEXT', required: true, help: 'What to continue; empty begins a new text.' },
    {
      name: 'max-tokens',
      placeholder: 'N',
      required: true,
      help: 'Most tokens to write; the end-of-text token ends earlier.',
      spec: { type: 'integer', label: 'Most tokens', help: '', default: 100, min: 0, max: 1_000_000 },
    },
    {
      name: 'temperature',
      placeholder: '0|T',
      required: true,
      help: '0 always takes the most probable token.',
      spec: { type: 'number', label: 'Temperature', help: '', default: 0.8, min: 0, max: 100 },
    },
    {
      name: 'top-k',
      placeholder: 'K',
      help: 'Choose among the K most probable tokens; 0 is off.',
      spec: { type: 'integer', label: 'Top-k', help: '', default: 0, min: 0, max: 1_000_000 },
    },
    {
      name: 'top-p',
      placeholder: 'P',
      help: 'Choose among the fewest tokens that make up this probability; 1 is off.',
      spec: { type: 'number', label: 'Top-p', help: '', default: 1, min: 0, max: 1 },
    },
    {
      name: 'seed',
      placeholder: 'S',
      help: 'Same seed, same text.',
      spec: { type: 'integer', label: 'Seed', help: '', default: 1, min: 0, max: 4_294_967_295 },
    },
    DEVICE_FLAG,
  ],
  async run(given, terminal) {
    const { runGenerate } = await import('./run-generate');
    await runGenerate(given, terminal);
  },
};
