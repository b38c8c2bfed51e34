import type { ModelShape, ParameterSpec } from '../entry';
import { smallInit } from '../small-init';
import { gpt2Shape } from './options';

/**
 * Hugging Face's names; Conv1D weights are [in, out]. Projections into the residual stream are initialised 1 / sqrt(2 L) as large as the
 * rest (Radford et al. 2019, section 2.3), positions half as large, as in OpenAI's release.
 */
export function gpt2Parameters(shape: ModelShape): ParameterSpec[] {
  const { layers, hidden: C, intermediate: I, contextLength: T, vocabularySize: V } = gpt2Shape(shape);
  const std = smallInit(C);
  const residualStd = std / Math.sqrt(2 * layers);
  const table = (name: string, rows: number, std: number): ParameterSpec => ({
    name: `transformer.${name}.weight`,
    shape: [rows, C],
    init: { kind: 'normal', std },
    decay: true,
  });
  const norm = (name: string): ParameterSpec[] => [
    { name: `transformer.${name}.weight`, shape: [C], init: { kind: 'ones' }, decay: false },
    { name: `transformer.${name}.bias`, shape: [C], init: { kind: 'zeros' }, decay: false },
  ];
  const conv1d = (name: string, inputs: number, outputs: number, std: number, pieces?: number[]): ParameterSpec[] => [
    {
      name: `transformer.${name}.weight`,
      shape: [inputs, outputs],
      init: { kind: 'normal', std },
      decay: true,
      linear: { outputs: 'columns', ...(pieces ? { pieces } : {}) },
    },
    { name: `transformer.${name}.bias`, shape: [outputs], init: { kind: 'zeros' }, decay: false },
  ];
  const block = (i: number): ParameterSpec[] => [
    ...norm(`h.${i}.ln_1`),
    ...conv1d(`h.${i}.attn.c_attn`, C, 3 * C, std, [C, C, C]),
    ...conv1d(`h.${i}.attn.c_proj`, C, C, residualStd),
    ...norm(`h.${i}.ln_2`),
    ...conv1d(`h.${i}.mlp.c_fc`, C, I, std),
    ...conv1d(`h.${i}.mlp.c_proj`, I, C, residualStd),
  ];
  return [
    table('wte', V, std),
    table('wpe', T, std / 2),
    ...Array.from({ length: layers }, (_, i) => block(i)).flat(),
    ...norm('ln_f'),
  ];
}
