import type { Command } from './arguments';
import { DEVICE_FLAG } from './device-flag';
import { settingsHelp } from './settings-help';
import { PLAN_FLAGS } from './train-plan';

export const train: Command = {
  name: 'train',
  summary: 'Trains a model on texts and writes what the studio exports: weights, tokenizer, model card, metrics.',
  positionals: [
    { name: 'FILE', many: true, help: 'Texts: files, folders or archives of any format the studio imports.' },
  ],
  flags: [
    {
      name: 'out',
      placeholder: 'DIR',
      required: true,
      help: 'Folder to write to; made if it is not there. An earlier export in it is replaced.',
    },
    ...PLAN_FLAGS,
    DEVICE_FLAG,
    {
      name: 'profile',
      help: 'After the run, times every dispatch of its step on WebGPU and prints tables by op, layer and phase.',
    },
    { name: 'force', help: 'Write into a folder that holds something else.' },
  ],
  details: settingsHelp,
  async run(given, terminal) {
    const { runTrain } = await import('./run-train');
    await runTrain(given, terminal);
  },
};
