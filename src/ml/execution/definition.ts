import type { OptionValue } from '@/base/options';
import { type FlatLayout, flatLayout } from '@/gpu/flat/layout';
import type { ModelCode, ModelEntry, ModelShape, ParameterSpec } from '../models/entry';
import type { OptimizerCode, OptimizerEntry } from '../optimizers/entry';

/** A model as code and shapes; its weights are elsewhere. */
export interface ModelDefinition {
  readonly code: ModelCode;
  readonly shape: ModelShape;
  /** Tokens the model can look at. */
  readonly contextLength: number;
  readonly specs: readonly ParameterSpec[];
  /** How its parameters lie in one flat tensor. */
  readonly layout: FlatLayout;
}

export async function defineModel(
  entry: ModelEntry,
  shape: ModelShape,
  contextLength: number,
): Promise<ModelDefinition> {
  const specs = entry.parameters(shape);
  return { code: await entry.load(), shape, contextLength, specs, layout: flatLayout(specs) };
}

/** What stays the same over a run's steps. */
export interface TrainDefinition {
  readonly model: ModelDefinition;
  readonly optimizer: {
    readonly code: OptimizerCode;
    readonly options: Readonly<Record<string, OptionValue>>;
  };
  /** Parameters that weight decay applies to. */
  readonly decayed: ReadonlySet<string>;
  /** Everything that steps change in place, by permanent name. */
  readonly state: ReadonlyMap<string, FlatLayout>;
  readonly accumulation: number;
  readonly batchSize: number;
  /** Tokens of a training window, at most the context length. */
  readonly time: number;
  /** Largest global L2 norm; 0 does not clip. */
  readonly gradientClip: number;
  readonly dropoutRate: number;
  /** Label smoothing of the training loss (Szegedy et al. 2016, section 7); validation is never smoothed. */
  readonly labelSmoothing: number;
  /** Memory of the moving average of the weights that evaluation, samples and the best checkpoint use; 0 is none. */
  readonly averaging: number;
  /** f16 storage with float32 sums and master weights. */
  readonly mixed: boolean;
}

/** Permanent names of the state's flat tensors. An optimizer's slots go by their own names, which these are not. */
export const WEIGHTS = 'weights';
export const AVERAGE = 'average';
export const LOSS_SCALE = 'loss scale';
export const GRADIENT_SUM = 'gradient sum';
export const LOSS_SUM = 'loss sum';

/** What a run keeps on the device between steps. The sums are only there between micro-batches and need not be saved. */
export function stateLayouts(
  model: ModelDefinition,
  optimizer: OptimizerEntry,
  wanted: Pick<TrainDefinition, 'accumulation' | 'averaging' | 'mixed'>,
): Map<string, FlatLayout> {
  const state = new Map([[WEIGHTS, model.layout]]);
  for (const slot of optimizer.slots) {
    const shapes = model.specs.map((spec) => ({
      name: spec.name,
      shape: optimizer.slotShape?.(slot, spec) ?? spec.shape,
    }));
    state.set(slot, flatLayout(shapes));
  }
  if (wanted.averaging > 0) state.set(AVERAGE, model.layout);
  if (wanted.mixed) state.set(LOSS_SCALE, flatLayout([{ name: LOSS_SCALE, shape: [2] }]));
  if (wanted.accumulation > 1) {
    state.set(GRADIENT_SUM, model.layout);
    state.set(LOSS_SUM, flatLayout([{ name: LOSS_SUM, shape: [1] }]));
  }
  return state;
}
/** State that a checkpoint does not hold. */
export const PASSING: ReadonlySet<string> = new Set([GRADIENT_SUM, LOSS_SUM]);
