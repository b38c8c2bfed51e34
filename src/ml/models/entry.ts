import type { Tensor } from '@tensorflow/tfjs';
import type { OptionProblem, OptionValue } from '@/base/options';
import type { Entry } from '@/base/registry';
import type { StepNumber } from '@/gpu/step-number';
import type { OptimizedParameter } from '../optimizers/entry';

/** B batch, T time, C hidden size, H heads, V vocabulary. */

/** One trainable tensor, in Hugging Face's name and layout, so that export is identity; or several of those, one above the other. */
export interface ParameterSpec extends OptimizedParameter {
  readonly init:
    | { readonly kind: 'normal'; readonly std: number }
    | { readonly kind: 'zeros' }
    | { readonly kind: 'ones' };
  /** Matrices that are one in the computation and several in files, by their rows. */
  readonly joined?: readonly { readonly name: string; readonly rows: number }[];
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

export type Parameters = ReadonlyMap<string, Tensor>;

export interface ForwardInput {
  /** [B * T] int32 token ids; `embedding` describes how rows are gathered deterministically (see gpu/ops/embedding). */
  readonly ids: Tensor;
  /** Sorted order of `ids` for the embedding gradient; only while training. */
  readonly sorted?: { readonly order: Tensor; readonly starts: Tensor };
  readonly batchSize: number;
  readonly time: number;
  /** Dropout is applied only when present. */
  readonly dropout?: { readonly rate: number; readonly seed: StepNumber };
  /** Generation: keys and values of earlier positions, to which those of `ids` are added in place. */
  readonly cache?: KeyValueCache;
  /** [R] int32: only these rows of the last hidden states are turned into logits. */
  readonly rows?: Tensor;
}
export interface KeyValueCache {
  /** One a layer, as `ModelCode.cache` says, [B * S, width]; changed in place. */
  readonly layers: readonly Tensor[];
  /** Positions already in it: where `ids` begin. */
  readonly offset: StepNumber;
}

export interface ModelCode {
  /** Logits [B * T, V], or [R, V] of the rows asked for. */
  forward(shape: ModelShape, parameters: Parameters, input: ForwardInput): Tensor;
  /** What a key/value cache of the model has: so many tensors, so many numbers a position. */
  cache(shape: ModelShape): { readonly layers: number; readonly width: number };
}
