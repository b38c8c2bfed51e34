import { LoamError } from '@/base/errors';
import { parseOptions } from '@/base/options';
import type { ModelShape, SpecialTokens } from '../entry';
import { configReader, unsupported } from '../hugging-face-config';
import { llamaOptions, llamaShape } from './options';

/** `config.json` for `LlamaForCausalLM`. transformers 5 reads `rope_parameters`, earlier ones `rope_theta`: both are written. */
export function llamaToHuggingFace(shape: ModelShape, special: SpecialTokens): Record<string, unknown> {
  const s = llamaShape(shape);
  return {
    architectures: ['LlamaForCausalLM'],
    model_type: 'llama',
    vocab_size: s.vocabularySize,
    hidden_size: s.hidden,
    intermediate_size: s.intermediate,
    num_hidden_layers: s.layers,
    num_attention_heads: s.heads,
    num_key_value_heads: s.kvHeads,
    head_dim: s.headSize,
    hidden_act: 'silu',
    max_position_embeddings: s.contextLength,
    rms_norm_eps: s.normEps,
    rope_theta: s.ropeTheta,
    rope_scaling: null,
    rope_parameters: { rope_type: 'default', rope_theta: s.ropeTheta },
    attention_bias: false,
    attention_dropout: 0,
    mlp_bias: false,
    tie_word_embeddings: s.tied,
    initializer_range: 0.02,
    bos_token_id: special.endOfTextId,
    eos_token_id: special.endOfTextId,
    use_cache: true,
    torch_dtype: 'float32',
  };
}

/** Throws LoamError `model/not-llama` or `model/unsupported`. */
export function llamaFromHuggingFace(config: Readonly<Record<string, unknown>>): ModelShape {
  const read = configReader('llama', config);
  if (config.hidden_act !== undefined && config.hidden_act !== 'silu')
    throw unsupported('hidden_act', config.hidden_act);
  if (config.attention_bias === true || config.mlp_bias === true) throw unsupported('attention_bias or mlp_bias', true);
  const rope =
    typeof config.rope_parameters === 'object' && config.rope_parameters !== null ? config.rope_parameters : {};
  if (config.rope_scaling) throw unsupported('rope_scaling', JSON.stringify(config.rope_scaling));
  if ('rope_type' in rope && rope.rope_type !== 'default') throw unsupported('rope_parameters', JSON.stringify(rope));
  const hidden = read.integer('hidden_size');
  const heads = read.integer('num_attention_heads');
  const headSize = read.integer('head_dim', hidden / heads);
  if (headSize * heads !== hidden) throw unsupported('head_dim', headSize);
  const raw = {
    layers: read.integer('num_hidden_layers'),
    hidden,
    heads,
    kvHeads: read.integer('num_key_value_heads', heads),
    intermediate: read.integer('intermediate_size'),
    contextLength: read.integer('max_position_embeddings'),
    tied: config.tie_word_embeddings === true,
    ropeTheta: 'rope_theta' in rope ? rope.rope_theta : (config.rope_theta ?? 10_000),
    normEps: config.rms_norm_eps ?? 1e-6, // transformers' default
  };
  const { values, problems } = parseOptions(llamaOptions, raw);
  const [problem] = problems;
  if (problem)
    throw new LoamError({
      code: 'model/unsupported',
      what: `${problem.option}: ${problem.message}`,
      where: 'config.json',
      remedy: 'Take a model within these bounds.',
    });
  return { options: values, vocabularySize: read.integer('vocab_size') };
}
