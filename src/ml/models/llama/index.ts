import type { ModelEntry } from '../entry';
import { modelProblems } from '../model-problems';
import { llamaActivations } from './activations';
import { llamaFromHuggingFace, llamaToHuggingFace } from './hugging-face';
import { llamaOptions, llamaShape } from './options';
import { llamaParameters } from './parameters';
import { llamaPresets } from './presets';

export const llama: ModelEntry = {
  id: 'llama',
  version: 1,
  label: 'Llama',
  help: 'Today’s standard decoder: RMSNorm, rotary positions, SwiGLU, grouped-query attention, no biases.',
  citation: 'Touvron et al. 2023, LLaMA; Llama 2',
  options: llamaOptions,
  presets: llamaPresets,
  problems(shape) {
    const { hidden, heads, kvHeads, headSize } = llamaShape(shape);
    const problems = modelProblems(llamaOptions, shape, { hidden, heads });
    if (heads % kvHeads !== 0)
      problems.push({ option: 'kvHeads', message: `${kvHeads} key/value heads do not divide the ${heads} heads` });
    if (hidden % heads === 0 && headSize % 2 !== 0)
      problems.push({
        option: 'heads',
        message: `rotary positions need an even head size; ${hidden} / ${heads} is odd`,
      });
    return problems;
  },
  parameters: llamaParameters,
  flopsPerToken(shape) {
    const { layers, hidden, contextLength, tied, vocabularySize } = llamaShape(shape);
    const all = llamaParameters(shape).filter((p) => p.shape.length === 2);
    const weights = all.reduce((sum, p) => sum + p.shape.reduce((a, b) => a * b, 1), 0);
    // An untied input table is looked up, not multiplied.
    const multiplied = tied ? weights : weights - vocabularySize * hidden;
    return 6 * multiplied + 12 * layers * hidden * contextLength;
  },
  activations: llamaActivations,
  toHuggingFace: llamaToHuggingFace,
  fromHuggingFace: llamaFromHuggingFace,
  load: async () => (await import('./forward')).llamaCode,
};
