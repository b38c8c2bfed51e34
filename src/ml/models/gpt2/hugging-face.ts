import { LoamError } from '@/base/errors';
import { parseOptions } from '@/base/options';
import type { ModelShape, SpecialTokens } from '../entry';
import { configReader, unsupported } from '../hugging-face-config';
import { gpt2Options, gpt2Shape } from './options';

/** `config.json` for `GPT2LMHeadModel`. Dropout is written as 0: the weights are for use; what they were trained with is in `run.json`. */
export function gpt2ToHuggingFace(shape: ModelShape, special: SpecialTokens): Record<string, unknown> {
  const s = gpt2Shape(shape);
  return {
    architectures: ['GPT2LMHeadModel'],
    model_type: 'gpt2',
    vocab_size: s.vocabularySize,
    n_positions: s.contextLength,
    n_ctx: s.contextLength,
    n_embd: s.hidden,
    n_layer: s.layers,
    n_head: s.heads,
    n_inner: s.intermediate,
    activation_function: 'gelu_new',
    layer_norm_epsilon: s.normEps,
    resid_pdrop: 0,
    embd_pdrop: 0,
    attn_pdrop: 0,
    scale_attn_weights: true,
    tie_word_embeddings: true,
    initializer_range: 0.02,
    bos_token_id: special.endOfTextId,
    eos_token_id: special.endOfTextId,
    use_cache: true,
    torch_dtype: 'float32',
  };
}

/** Throws LoamError `model/not-gpt2` or `model/unsupported`. */
export function gpt2FromHuggingFace(config: Readonly<Record<string, unknown>>): ModelShape {
  const read = configReader('gpt2', config);
  const activation = config.activation_function ?? 'gelu_new';
  if (activation !== 'gelu_new' && activation !== 'gelu_pytorch_tanh')
    throw unsupported('activation_function', activation);
  if (config.tie_word_embeddings === false) throw unsupported('tie_word_embeddings', false);
  if (config.scale_attn_by_inverse_layer_idx === true) throw unsupported('scale_attn_by_inverse_layer_idx', true);
  const hidden = read.integer('n_embd');
  const raw = {
    layers: read.integer('n_layer'),
    hidden,
    heads: read.integer('n_head'),
    intermediate: read.integer('n_inner', 4 * hidden),
    contextLength: read.integer('n_positions'),
    normEps: config.layer_norm_epsilon ?? 1e-5,
  };
  const { values, problems } = parseOptions(gpt2Options, raw);
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
