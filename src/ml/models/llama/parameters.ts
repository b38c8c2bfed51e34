import type { ModelShape, ParameterSpec } from '../entry';
import { smallInit } from '../small-init';
import { llamaShape } from './options';

/**
 * Hugging Face's names (joined matrices ours), [out, in]. Projections into the residual stream are initialised 1 / sqrt(2 L) as large as the rest (Radford et al.
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
    linear: { outputs: 'rows' },
  });
  // Its rows are looked up or scored: a table, not a map.
  const table = (name: string): ParameterSpec => {
    const { linear: _, ...spec } = matrix(name, V, C);
    return spec;
  };
  // Projections of one input are one matrix product; files have them apart.
  const joined = (name: string, parts: readonly (readonly [string, number])[]): ParameterSpec => ({
    ...matrix(
      name,
      parts.reduce((sum, [, rows]) => sum + rows, 0),
      C,
    ),
    joined: parts.map(([part, rows]) => ({ name: `${part}.weight`, rows })),
    linear: { outputs: 'rows', pieces: parts.map(([, rows]) => rows) },
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
      joined(`${at}.self_attn.qkv_proj`, [
        [`${at}.self_attn.q_proj`, heads * headSize],
        [`${at}.self_attn.k_proj`, kvHeads * headSize],
        [`${at}.self_attn.v_proj`, kvHeads * headSize],
      ]),
      matrix(`${at}.self_attn.o_proj`, C, heads * headSize, residualStd),
      norm(`${at}.post_attention_layernorm`),
      joined(`${at}.mlp.gate_up_proj`, [
        [`${at}.mlp.gate_proj`, intermediate],
        [`${at}.mlp.up_proj`, intermediate],
      ]),
      matrix(`${at}.mlp.down_proj`, C, intermediate, residualStd),
    ];
  };
  return [
    table('model.embed_tokens'),
    ...Array.from({ length: layers }, (_, i) => block(i)).flat(),
    norm('model.norm'),
    ...(tied ? [] : [table('lm_head')]),
  ];
}
