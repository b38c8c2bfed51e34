import type { ModelEntry } from '../entry';
import { modelProblems } from '../model-problems';
import { gpt2Activations } from './activations';
import { gpt2FromHuggingFace, gpt2ToHuggingFace } from './hugging-face';
import { gpt2Options, gpt2Shape } from './options';
import { gpt2Parameters } from './parameters';
import { gpt2Presets } from './presets';

export const gpt2: ModelEntry = {
  id: 'gpt2',
  version: 1,
  label: 'GPT-2',
  help: 'The classic decoder: LayerNorm, learned positions, GELU, biases, tied head.',
  citation: 'Radford et al. 2019, Language Models are Unsupervised Multitask Learners',
  options: gpt2Options,
  presets: gpt2Presets,
  problems: (shape) => modelProblems(gpt2Options, shape, gpt2Shape(shape)),
  parameters: gpt2Parameters,
  flopsPerToken(shape) {
    const { layers, hidden, contextLength } = gpt2Shape(shape);
    // The tied table is multiplied as the head; positions are only added.
    const multiplied = gpt2Parameters(shape)
      .filter((p) => p.shape.length === 2 && p.name !== 'transformer.wpe.weight')
      .reduce((sum, p) => sum + p.shape.reduce((a, b) => a * b, 1), 0);
    return 6 * multiplied + 12 * layers * hidden * contextLength;
  },
  activations: gpt2Activations,
  toHuggingFace: gpt2ToHuggingFace,
  fromHuggingFace: gpt2FromHuggingFace,
  load: async () => (await import('./forward')).gpt2Code,
};
