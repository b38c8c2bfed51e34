import type { ModelShape, ParameterSpec } from '../entry';
import { smallInit } from '../small-init';
import { llamaShape } from './options';

/**
 * Hugging Face's names, [out, in]. Projections into the residual stream are initialised 1 / sqrt(2 L) as large as the rest (Radford et al.
 * 2019, section 2.3).
 */
export function llamaParameters(shape: ModelShape): ParameterSpec[] {
  const { layers, hidden: C, heads, kvHeads, headSize, intermediate, tied, vocabularySize: V } = llamaShape(shape);
  const std = smallInit(C);
  const residualStd = std / Math.sqrt(2 * layers);
  const matrix = (name: string, rows: number, columns: number, spread = std): ParameterSpec => ({
    name: `${name}.weight`,
    shape: [rows, columns],
    init: { kind: 'normal', std: spread },
    decay: true,
  });
  const norm = (name: string): ParameterSpec => ({
    name: `${name}.weight`,
    shape: [C],
    init: { kind: 'ones' },
    decay: false,
  });
  const block = (i: number): ParameterSpec[] => {
    const at = `model.layers.${i}`;
    return [
      norm(`${at}.input_layernorm`),
      matrix(`${at}.self_attn.q_proj`, heads * headSize, C),
      matrix(`${at}.self_attn.k_proj`, kvHeads * headSize, C),
      matrix(`${at}.self_attn.v_proj`, kvHeads * headSize, C),
      matrix(`${at}.self_attn.o_proj`, C, heads * headSize, residualStd),
      norm(`${at}.post_attention_layernorm`),
      matrix(`${at}.mlp.gate_proj`, intermediate, C),
      matrix(`${at}.mlp.up_proj`, intermediate, C),
      matrix(`${at}.mlp.down_proj`, C, intermediate, residualStd),
    ];
  };
  return [
    matrix('model.embed_tokens', V, C),
    ...Array.from({ length: layers }, (_, i) => block(i)).flat(),
    norm('model.norm'),
    ...(tied ? [] : [matrix('lm_head', V, C)]),
  ];
}
