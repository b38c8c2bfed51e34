import { LoamError } from '@/base/errors';
import type { Tokenizer } from '@/data/tokenizers/entry';
import { loadTokenizer } from '@/data/tokenizers/load-tokenizer';
import { readModel } from '@/export/hugging-face/read-model';
import { defineModel } from '@/ml/execution/definition';
import { openModel } from '@/ml/execution/open';
import type { ModelRunner } from '@/ml/execution/runner';
import type { HostTensor } from '@/ml/execution/weights';
import { filesOf } from './model-folder';

/** An exported model on tfjs's current backend, and its tokenizer. */
export async function openStoredModel(folder: string): Promise<{ model: ModelRunner; tokenizer: Tokenizer }> {
  const stored = await readModel(await filesOf(folder));
  const tokenizer = loadTokenizer(stored.tokenizer);
  const { vocabularySize, options } = stored.shape;
  if (tokenizer.vocabularySize > vocabularySize)
    throw new LoamError({
      code: 'model/weights',
      what: `The tokenizer has ${tokenizer.vocabularySize} tokens, the model only ${vocabularySize}`,
      where: folder,
      remedy: 'Keep tokenizer.json and config.json of one export together.',
    });
  const weights = new Map<string, HostTensor>();
  for (const [name, tensor] of stored.parameters) weights.set(name, { shape: tensor.shape, data: await tensor.read() });
  const definition = await defineModel(stored.entry, stored.shape, Number(options.contextLength));
  return { model: openModel(definition, weights), tokenizer };
}
