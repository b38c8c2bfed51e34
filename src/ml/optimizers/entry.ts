import type { Scalar, Tensor, Variable } from '@tensorflow/tfjs';
import type { OptionValue } from '@/base/options';
import type { Entry } from '@/base/registry';
import type { StepNumber } from '@/gpu/step-number';

/** Declaration of an optimizer. Pure; `load` brings the code. */
export interface OptimizerEntry extends Entry {
  /** State tensors kept per parameter, by permanent name; each has the parameter's shape. They decide the memory estimate. */
  readonly slots: readonly string[];
  load(): Promise<OptimizerCode>;
}

export interface ParameterUpdate {
  readonly parameter: Variable;
  readonly gradient: Tensor;
  /** In the order of `slots`. */
  readonly state: readonly Variable[];
  readonly decay: boolean;
}

export interface UpdateContext {
  readonly options: Readonly<Record<string, OptionValue>>;
  /** This step's learning rate, schedule applied. */
  readonly learningRate: StepNumber;
  /** This step's number, from 1: bias corrections. */
  readonly step: StepNumber;
  /** Every gradient is multiplied by this first (clipping); a tensor, so that nothing waits for the GPU. */
  readonly gradientScale?: Scalar;
}

export interface OptimizerCode {
  /** Changes parameters and state in place. */
  update(updates: readonly ParameterUpdate[], context: UpdateContext): void;
}
