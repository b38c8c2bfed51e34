import type { Tensor, Variable } from '@tensorflow/tfjs';
import type { OptionProblem, OptionValue } from '@/base/options';
import type { Entry } from '@/base/registry';
import type { StepNumber } from '@/gpu/step-number';

/** B batch, T time, C hidden size, H heads, V vocabulary. */

/** One trainable tensor, in Hugging Face's name and layout, so that export is identity. */
export interface ParameterSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly init:
    | { readonly kind: 'normal'; readonly std: number }
    | { readonly kind: 'zeros' }
    | { readonly kind: 'ones' };
  /** Whether weight decay applies: matrices yes, norms and biases no. */
  readonly decay: boolean;
}

export interface Preset {
  readonly id: string;
  readonly label: string;
  /** One line: "A minute on a laptop GPU". */
  readonly promise: string;
  readonly options: Readonly<Record<string, OptionValue>>;
  /** Training options that suit this size; the others keep their defaults. */
  readonly training?: Readonly<Record<string, OptionValue>>;
}

/** Everything the shape of a model is decided by. `options` are checked values of the entry's specs. */
export interface ModelShape {
  readonly options: Readonly<Record<string, OptionValue>>;
  readonly vocabularySize: number;
}

export interface SpecialTokens {
  readonly endOfTextId: number;
}

/** Declaration of a model family. Pure: importing it loads no tfjs; `load` brings the code. */
export interface ModelEntry extends Entry {
  readonly presets: readonly Preset[];
  /** Combinations that cannot be (heads that do not divide the hidden size, ...); empty when all is well. */
  problems(shape: ModelShape): OptionProblem[];
  parameters(shape: ModelShape): ParameterSpec[];
  /** Forward + backward FLOPs per trained token: 6 N + 12 L C T (Chinchilla, Hoffmann et al. 2022, appendix F, attention included). */
  flopsPerToken(shape: ModelShape): number;
  /** Float32 elements that a training step holds when backward begins, at batch size B, and the largest single tensor by name. */
  activations(shape: ModelShape, batchSize: number): { elements: number; largest: { name: string; elements: number } };
  /** The `config.json` that transformers loads. */
  toHuggingFace(shape: ModelShape, special: SpecialTokens): Record<string, unknown>;
  /** Inverse of `toHuggingFace`. Throws LoamError for a config of another family or one that uses what we do not have. */
  fromHuggingFace(config: Readonly<Record<string, unknown>>): ModelShape;
  load(): Promise<ModelCode>;
}

export type Parameters = ReadonlyMap<string, Variable>;

export interface ForwardInput {
  /** [B * T] int32 token ids; `embedding` describes how rows are gathered deterministically (see gpu/ops/embedding). */
  readonly ids: Tensor;
  /** Sorted order of `ids` for the embedding gradient; only while training. */
  readonly sorted?: { readonly order: Tensor; readonly starts: Tensor };
  readonly batchSize: number;
  readonly time: number;
  /** Dropout is applied only when present. */
  readonly dropout?: { readonly rate: number; readonly seed: StepNumber };
  /** Keys and values of earlier positions: generation. The tensors returned in `cache` belong to the caller. */
  readonly cache?: readonly LayerCache[];
  /** Ask for the new cache. */
  readonly wantCache?: boolean;
}
/** [B, Hkv, S, D] each. */
export interface LayerCache {
  readonly keys: Tensor;
  readonly values: Tensor;
}
export interface ForwardOutput {
  /** [B * T, V]. */
  readonly logits: Tensor;
  readonly cache?: readonly LayerCache[];
}

export interface ModelCode {
  forward(shape: ModelShape, parameters: Parameters, input: ForwardInput): ForwardOutput;
}
