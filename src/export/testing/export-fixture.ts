import { defaultsOf } from '@/base/options';
import { Rng } from '@/base/rng';
import { characterFile } from '@/data/tokenizers/characters/tokenizer-file';
import type { TokenizerFile } from '@/data/tokenizers/entry';
import { parseTokenizerFile } from '@/data/tokenizers/tokenizer-file';
import { models } from '@/ml/models';
import { parameterCount } from '@/ml/models/estimate';
import { fileParameters } from '@/ml/models/file-parameters';
import { optimizers } from '@/ml/optimizers';
import { schedules } from '@/ml/schedules';
import { trainingOptions } from '@/ml/trainer/options';
import type { Metric } from '@/schema/metric';
import type { ExportInput } from '../entry';

/** A small run of a model family that never was: everything an exporter needs, weights from a seed. */
export function exportFixture(
  family: string,
  options: Readonly<Record<string, number | boolean>> = {},
  tokenizer: TokenizerFile = characterFile([...'abcdefghij .,\n']),
): ExportInput {
  const entry = models.get(family);
  const vocabularySize = parseTokenizerFile(tokenizer).tokens.length;
  const small = { layers: 2, hidden: 16, heads: 2, intermediate: 24, contextLength: 16 };
  const shape = { options: { ...defaultsOf(entry.options), ...small, ...options }, vocabularySize };
  const rng = new Rng(7);
  const steps = 200;
  const metrics: Metric[] = Array.from({ length: steps }, (_, i): Metric => {
    const loss = 1.5 + 1.6 * Math.exp(-i / 40) + 0.08 * rng.normal();
    return {
      kind: 'step',
      step: i + 1,
      loss,
      gradientNorm: 1,
      learningRate: 1e-3,
      tokensPerSecond: 900,
      seconds: i / 10,
    };
  });
  for (let step = 0; step <= steps; step += 20) {
    const loss = 1.6 + 1.6 * Math.exp(-step / 45);
    metrics.push({
      kind: 'evaluation',
      step,
      loss,
      perplexity: Math.exp(loss),
      bitsPerByte: loss / Math.LN2,
      best: true,
    });
  }
  metrics.push({ kind: 'sample', step: steps, prompt: 'a', text: 'bc\n```\nde' });
  return {
    config: {
      version: 1,
      name: `${entry.label} | of *letters*`,
      model: { id: family, options: shape.options },
      optimizer: { id: optimizers.ids[0] ?? '', options: defaultsOf(optimizers.entries[0]?.options ?? {}) },
      schedule: { id: schedules.ids[0] ?? '', options: defaultsOf(schedules.entries[0]?.options ?? {}) },
      training: { ...defaultsOf(trainingOptions), steps },
    },
    dataset: {
      version: 2,
      id: 'd1',
      name: 'letters.txt',
      createdAt: '2026-11-24T00:00:00.000Z',
      sources: [
        {
          name: 'letters|1.txt',
          origin: 'file',
          sizeBytes: 12_345,
          documents: 3,
          encodings: ['utf-8', 'windows-1252'],
        },
      ],
      preparation: {
        version: 2,
        steps: [
          { id: 'unicode-nfc', on: true, options: {} },
          { id: 'exact-duplicates', on: false, options: {} },
        ],
        split: { by: 'document', validationFraction: 0.1, seed: 1 },
        tokenizer: { id: 'characters', options: { minimumCount: 1 } },
      },
      audit: [{ id: 'unicode-nfc', documentsIn: 3, changed: 1, dropped: { duplicate: 2 }, seconds: 0.1, examples: [] }],
      train: { documents: 2, tokens: 9000, textBytes: 9000 },
      validation: { documents: 1, tokens: 1000, textBytes: 1000 },
      tokenizer: { id: 'characters', version: 1, vocabularySize, endOfTextId: 0 },
      unigramLoss: 2.4,
      tokenBytes: 2,
    },
    tokenizer,
    parameters: fileParameters(entry.parameters(shape)).map((spec) => ({
      name: spec.name,
      shape: spec.shape,
      read: async () => {
        const stream = new Rng(3).fork(spec.name);
        return Float32Array.from({ length: spec.shape.reduce((a, b) => a * b, 1) }, () => stream.normal());
      },
    })),
    metrics,
    device: {
      kind: 'cpu',
      name: 'tfjs cpu backend',
      vendor: '',
      architecture: '',
      software: true,
      features: [],
      limits: {},
    },
    results: {
      end: 'completed',
      steps,
      parameters: parameterCount(entry, shape),
      seconds: 20,
      tokensPerSecond: 900,
      trainLoss: 1.5,
      weights: { step: steps, validationLoss: 1.62, perplexity: 5.05, bitsPerByte: 2.34 },
    },
    createdAt: '2026-11-24T01:00:00.000Z',
  };
}
