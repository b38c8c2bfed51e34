import { LoamError } from '@/base/errors';
import type { TokenizerFile } from '@/data/tokenizers/entry';
import { models } from '@/ml/models';
import type { ModelEntry, ModelShape } from '@/ml/models/entry';
import { fileParameters } from '@/ml/models/file-parameters';
import { readSafetensors, type StoredTensor } from '../safetensors/read-safetensors';

/** An exported model's folder or unpacked zip: any file by its name, or undefined. */
export type ModelFiles = (name: string) => Promise<Blob | undefined>;

export interface StoredModel {
  readonly entry: ModelEntry;
  readonly shape: ModelShape;
  /** Exactly the model's parameters, shapes checked, each read on demand. */
  readonly parameters: ReadonlyMap<string, StoredTensor>;
  readonly tokenizer: TokenizerFile;
}

/** JSON files larger than this are not a model's settings. */
const MOST_JSON_BYTES = 100e6;

/**
 * Reads an export back: `config.json`, `tokenizer.json`, `model.safetensors`. Also takes what transformers saved for the same architectures.
 *
 * Throws LoamError `model/missing-file`, `model/damaged`, `model/unsupported`, `model/not-<family>`, `model/weights` or `safetensors/...`.
 */
export async function readModel(files: ModelFiles): Promise<StoredModel> {
  const config = await readJson(files, 'config.json');
  const tokenizer = await readTokenizer(files);
  const entry = familyOf(config);
  const shape = entry.fromHuggingFace(config);
  const [problem] = entry.problems(shape);
  if (problem)
    throw new LoamError({
      code: 'model/unsupported',
      what: `${problem.option}: ${problem.message}`,
      where: 'config.json',
      remedy: 'Take a model whose dimensions go together.',
    });
  const weights = await readSafetensors(await needed(files, 'model.safetensors'), 'model.safetensors');
  return { entry, shape, parameters: checked(entry, shape, weights.tensors), tokenizer };
}

/** The tokenizer alone. */
export async function readTokenizer(files: ModelFiles): Promise<TokenizerFile> {
  return readJson(files, 'tokenizer.json');
}

async function needed(files: ModelFiles, name: string): Promise<Blob> {
  const blob = await files(name);
  if (blob) return blob;
  throw new LoamError({
    code: 'model/missing-file',
    what: 'This is no exported model: the file is missing',
    where: name,
    remedy: 'Give the folder that "npm run train" wrote or that the exported zip was unpacked to.',
  });
}

async function readJson(files: ModelFiles, name: string): Promise<Record<string, unknown>> {
  const blob = await needed(files, name);
  let value: unknown;
  try {
    if (blob.size <= MOST_JSON_BYTES) value = JSON.parse(await blob.text());
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  if (isRecord(value)) return value;
  throw damaged(name, 'This is not a JSON object');
}

function familyOf(config: Record<string, unknown>): ModelEntry {
  // A family's id is transformers' `model_type`.
  const type = config.model_type;
  if (typeof type === 'string' && models.has(type)) return models.get(type);
  throw new LoamError({
    code: 'model/unsupported',
    what: `There is no model family "${String(type)}" here`,
    where: 'config.json',
    remedy: `Take a model of one of these: ${models.ids.join(', ')}.`,
  });
}

/** What files of these architectures may carry beside the parameters: a tied head written out, and GPT-2's buffers of masks. */
const isHarmless = (name: string) => name === 'lm_head.weight' || /\.attn\.(masked_)?bias$/.test(name);

function checked(entry: ModelEntry, shape: ModelShape, tensors: ReadonlyMap<string, StoredTensor>) {
  const parameters = new Map<string, StoredTensor>();
  for (const { name, shape: dimensions } of fileParameters(entry.parameters(shape))) {
    const tensor = tensors.get(name);
    if (!tensor) throw wrongWeights(`${name} is missing`);
    if (tensor.shape.join() !== dimensions.join())
      throw wrongWeights(`${name} is [${tensor.shape}]; config.json says [${dimensions}]`);
    parameters.set(name, tensor);
  }
  for (const name of tensors.keys())
    if (!parameters.has(name) && !isHarmless(name))
      throw wrongWeights(`"${name.slice(0, 80)}" is no parameter of this model`);
  return parameters;
}

const damaged = (where: string, what: string) =>
  new LoamError({ code: 'model/damaged', what, where, remedy: 'Export or download it again.' });

const wrongWeights = (what: string) =>
  new LoamError({
    code: 'model/weights',
    what,
    where: 'model.safetensors',
    remedy: 'Keep config.json and model.safetensors of one export together.',
  });

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
