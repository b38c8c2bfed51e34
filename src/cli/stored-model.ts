import { LoamError } from '@/base/errors';
import type { Tokenizer } from '@/data/tokenizers/entry';
import { loadTokenizer } from '@/data/tokenizers/load-tokenizer';
import { readModel } from '@/export/hugging-face/read-model';
import type { ModelInstance } from '@/ml/trainer/model-instance';
import { placeModel } from '@/ml/trainer/trainee';
import type { HostTensor } from '@/ml/trainer/weights';
import { filesOf } from './model-folder';

/** An exported model on tfjs's current backend, and its tokenizer. */
export async function openModel(folder: string): Promise<{ model: ModelInstance; tokenizer: Tokenizer }> {
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
  const place = { model: stored.entry, shape: stored.shape, contextLength: Number(options.contextLength) };
  return { model: await placeModel(place, weights), tokenizer };
}
