import type { Tensor } from '@tensorflow/tfjs';
import type { OptionValue } from '@/base/options';
import type { Entry } from '@/base/registry';
import type { FlatLayout } from '@/gpu/flat/layout';
import type { StepNumber } from '@/gpu/step-number';

/** What an optimizer is told of a parameter. A model's ParameterSpec is one. */
export interface OptimizedParameter {
  readonly name: string;
  readonly shape: readonly number[];
  /** Whether weight decay applies. */
  readonly decay: boolean;
  /**
   * Only of a matrix that vectors are multiplied by: not of a table whose rows are looked up or scored (embeddings, positions, head), not of
   * vectors. Says which of its dimensions are the outputs and, where several maps of the same inputs are joined in one matrix, how many outputs each has.
   */
  readonly linear?: { readonly outputs: 'rows' | 'columns'; readonly pieces?: readonly number[] };
}

/** Declaration of an optimizer. Pure; `load` brings the code. */
export interface OptimizerEntry extends Entry {
  /** State kept per parameter, by permanent name, of the parameter's shape unless `slotShape` says otherwise. Decides the memory estimate. */
  readonly slots: readonly string[];
  /** [0] where the slot has nothing for a parameter. */
  slotShape?(slot: string, parameter: OptimizedParameter): readonly number[];
  /** What a learning rate that suits AdamW is to be multiplied by to suit this one; 1 where missing. A suggestion for forms: `update` does not know of it. */
  readonly learningRateScale?: number;
  load(): Promise<OptimizerCode>;
}

/** All parameters at once, each kind of tensor flat (`gpu/flat`): few dispatches whatever their number. */
export interface Update {
  /** What the parts are, in the layout's order. */
  readonly specs: readonly OptimizedParameter[];
  /** Of `parameters` and `gradient`. */
  readonly layout: FlatLayout;
  /** Changed in place. */
  readonly parameters: Tensor;
  readonly gradient: Tensor;
  /** By slot; changed in place. */
  readonly state: ReadonlyMap<string, { readonly layout: FlatLayout; readonly values: Tensor }>;
  /** Names of the parts that weight decay applies to. */
  readonly decayed: ReadonlySet<string>;
}

export interface UpdateContext {
  readonly options: Readonly<Record<string, OptionValue>>;
  /** This step's learning rate, schedule applied. */
  readonly learningRate: StepNumber;
  /** This step's number, from 1: bias corrections. */
  readonly step: StepNumber;
  /** Every gradient is multiplied by this first; below 0 nothing may change. A tensor (`gradientNorm`), so that nothing waits for the GPU. */
  readonly gradientScale: Tensor;
}

export interface OptimizerCode {
  /** Changes parameters and state in place. */
  update(update: Update, context: UpdateContext): void;
}
