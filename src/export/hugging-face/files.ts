import { LoamError } from '@/base/errors';
import { parseOptions } from '@/base/options';
import { models } from '@/ml/models';
import type { ModelEntry, ModelShape } from '@/ml/models/entry';
import { fileParameters } from '@/ml/models/file-parameters';
import { type RunManifest, runManifest, STUDIO } from '@/schema/run-manifest';
import type { ExporterCode, ExportInput } from '../entry';
import { type ExportFile, jsonFile, jsonLinesFile, textFile } from '../export-file';
import { safetensorsSize, type TensorSource, writeSafetensors } from '../safetensors/write-safetensors';
import { curvesSvg } from './curves-svg';
import { modelCard } from './model-card';
import { specialTokensMap, tokenizerConfig } from './tokenizer-config';

/** The small files first: who watches a download sees at once that it is what they wanted. */
export const huggingFaceFiles: ExporterCode = {
  files(input) {
    const { dataset, tokenizer, metrics } = input;
    const entry = models.get(input.config.model.id);
    const shape: ModelShape = {
      options: parseOptions(entry.options, input.config.model.options).values,
      vocabularySize: dataset.tokenizer.vocabularySize,
    };
    const parameters = inOrder(entry, shape, input.parameters);
    const { endOfTextId } = dataset.tokenizer;
    const special = { bos_token_id: endOfTextId, eos_token_id: endOfTextId, pad_token_id: endOfTextId };
    return [
      textFile('README.md', modelCard(input, entry, shape)),
      textFile(
        'curves.svg',
        curvesSvg(metrics, { vocabularySize: shape.vocabularySize, unigramLoss: dataset.unigramLoss }),
      ),
      jsonFile('config.json', entry.toHuggingFace(shape, { endOfTextId })),
      jsonFile('generation_config.json', { ...special, do_sample: true, temperature: 0.8 }),
      jsonFile('tokenizer.json', tokenizer),
      jsonFile('tokenizer_config.json', tokenizerConfig(tokenizer, Number(shape.options.contextLength))),
      jsonFile('special_tokens_map.json', specialTokensMap(tokenizer)),
      jsonFile('run.json', manifestOf(input)),
      jsonLinesFile('metrics.jsonl', metrics),
      weights(parameters),
    ];
  },
};

/** A tied head is no parameter of its own, so it is not written twice: transformers leaves it out too, and ties on loading. */
function weights(parameters: readonly TensorSource[]): ExportFile {
  return {
    path: 'model.safetensors',
    sizeBytes: safetensorsSize(parameters),
    chunks: writeSafetensors(parameters),
  };
}

function manifestOf({ createdAt, config, dataset, device, results }: ExportInput): RunManifest {
  const parts = { version: 1, studio: STUDIO, createdAt, config, dataset, device, results };
  // Through its own guard: what we write, we can read.
  return runManifest.parse(parts, 'run.json');
}

/** The given parameters in the model's order, provided they are exactly the model's. */
function inOrder(entry: ModelEntry, shape: ModelShape, given: readonly TensorSource[]): TensorSource[] {
  const byName = new Map(given.map((parameter) => [parameter.name, parameter]));
  const wanted = fileParameters(entry.parameters(shape));
  const found = wanted.flatMap(({ name, shape: dimensions }) => {
    const parameter = byName.get(name);
    return parameter && parameter.shape.join() === dimensions.join() ? [parameter] : [];
  });
  if (found.length === wanted.length && given.length === wanted.length) return found;
  const missing = wanted.find(({ name }) => !found.some((parameter) => parameter.name === name));
  throw new LoamError({
    code: 'export/parameters',
    what: missing
      ? `The weights lack ${missing.name} [${missing.shape}]`
      : `There are ${given.length} tensors; the model has ${wanted.length}`,
    where: entry.label,
    remedy: 'Export the run with the settings it was trained with.',
  });
}
