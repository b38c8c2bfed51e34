import { StreamDecoder } from '@/data/tokenizers/stream-decoder';
import { generate as continueText } from '@/ml/trainer/generate';
import type { Arguments } from './arguments';
import { openCliDevice } from './devices';
import { openStoredModel } from './stored-model';
import type { Terminal } from './terminal';

export async function runGenerate(given: Arguments, terminal: Terminal): Promise<void> {
  const device = await openCliDevice(given.text('device'), terminal);
  try {
    const { model, tokenizer } = await openStoredModel(given.positionals[0] ?? '');
    const prompt = tokenizer.encode(given.text('prompt') ?? '');
    const decoder = new StreamDecoder(tokenizer, prompt.length === 0);
    const settings = { ...settingsOf(given), endOfTextId: tokenizer.endOfTextId };
    const write = async () => {
      for await (const id of continueText(model, prompt, settings, terminal.interrupt))
        await terminal.out(decoder.push(id));
      await terminal.out(decoder.end());
    };
    await Promise.race([write(), device.failed]);
    model.dispose();
    if (terminal.interactive) terminal.err('\n');
  } finally {
    device.dispose();
  }
}

const settingsOf = (given: Arguments) => ({
  maxTokens: given.number('max-tokens'),
  temperature: given.number('temperature'),
  topK: given.number('top-k'),
  topP: given.number('top-p'),
  seed: given.number('seed'),
});
