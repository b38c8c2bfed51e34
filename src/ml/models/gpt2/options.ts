import type { OptionSpecs, OptionValues } from '@/base/options';
import { parseOptions } from '@/base/options';
import { contextLength, heads, hidden, intermediate, layers } from '../decoder-options';
import type { ModelShape } from '../entry';

export const gpt2Options = {
  layers,
  hidden,
  heads,
  intermediate: { ...intermediate, help: 'Width of the feed-forward layer; GPT-2 takes four times the hidden size.' },
  contextLength,
  normEps: {
    type: 'number',
    label: 'Norm epsilon',
    help: 'Added to the variance before the root in LayerNorm.',
    citation: 'Ba et al. 2016',
    default: 1e-5,
    min: 1e-12,
    max: 1e-2,
    scale: 'log',
    advanced: true,
  },
} as const satisfies OptionSpecs;

export interface Gpt2Shape extends OptionValues<typeof gpt2Options> {
  readonly vocabularySize: number;
  readonly headSize: number;
}

/** Options with defaults filled in; `problems()` says whether they make sense together. */
export function gpt2Shape(shape: ModelShape): Gpt2Shape {
  const { values } = parseOptions(gpt2Options, shape.options);
  return { ...values, vocabularySize: shape.vocabularySize, headSize: values.hidden / values.heads };
}
