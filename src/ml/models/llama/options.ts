import type { OptionSpecs, OptionValues } from '@/base/options';
import { parseOptions } from '@/base/options';
import { contextLength, heads, hidden, intermediate, layers } from '../decoder-options';
import type { ModelShape } from '../entry';

export const llamaOptions = {
  layers,
  hidden,
  heads,
  kvHeads: {
    type: 'integer',
    label: 'Key/value heads',
    help: 'Heads share this many keys and values (grouped-query attention); must divide the heads.',
    citation: 'Ainslie et al. 2023, GQA',
    default: 2,
    min: 1,
    max: 64,
    advanced: true,
  },
  // SwiGLU has three matrices: 8/3 of the hidden size costs what 4 costs with two (Shazeer 2020, section 2).
  intermediate: { ...intermediate, default: 344, citation: 'Shazeer 2020, GLU Variants Improve Transformer' },
  contextLength,
  tied: {
    type: 'toggle',
    label: 'Tied head',
    help: 'Input and output share one table of tokens: fewer parameters, usually better for small models.',
    citation: 'Press and Wolf 2017',
    default: true,
    advanced: true,
  },
  ropeTheta: {
    type: 'number',
    label: 'RoPE base',
    help: 'Wavelength base of the rotary positions; larger for longer contexts.',
    citation: 'Su et al. 2021, RoFormer, section 3.2.2',
    default: 10_000,
    min: 100,
    max: 10_000_000,
    scale: 'log',
    advanced: true,
  },
  normEps: {
    type: 'number',
    label: 'Norm epsilon',
    help: 'Added to the mean square before the root in RMSNorm.',
    citation: 'Zhang and Sennrich 2019',
    default: 1e-5,
    min: 1e-12,
    max: 1e-2,
    scale: 'log',
    advanced: true,
  },
} as const satisfies OptionSpecs;

export interface LlamaShape extends OptionValues<typeof llamaOptions> {
  readonly vocabularySize: number;
  readonly headSize: number;
}

/** Options with defaults filled in; `problems()` says whether they make sense together. */
export function llamaShape(shape: ModelShape): LlamaShape {
  const { values } = parseOptions(llamaOptions, shape.options);
  return { ...values, vocabularySize: shape.vocabularySize, headSize: values.hidden / values.heads };
}
