import type { Variable } from '@tensorflow/tfjs';
import type { ModelCode, ModelShape } from '../models/entry';

/** A model with its weights on the device. */
export interface ModelInstance {
  readonly code: ModelCode;
  readonly shape: ModelShape;
  /** Tokens the model can look at. */
  readonly contextLength: number;
  readonly parameters: ReadonlyMap<string, Variable>;
}
