import type { Variable } from '@tensorflow/tfjs';
import { Rng } from '@/base/rng';
import type { ModelInstance } from './model-instance';
import type { ResolvedConfig } from './resolve-config';
import type { Trainee } from './train-step';
import type { HostTensors } from './weights';
import { disposeAll, firstWeights, toHost, toVariables, variable } from './weights';

/** Loads the code of a run's model and optimizer and puts weights and optimizer state on the device: fresh ones, or those given. */
export async function createTrainee(
  config: ResolvedConfig,
  given?: { readonly weights: HostTensors; readonly optimizer?: HostTensors },
): Promise<Trainee> {
  const specs = config.model.parameters(config.shape);
  const weights =
    given?.weights ?? firstWeights(config.model, config.shape, new Rng(config.training.seed).fork('weights'));
  const { slots } = config.optimizer.entry;
  const code = await config.optimizer.entry.load();
  const model = await placeModel(config, weights);
  const state = new Map<string, readonly Variable[]>(
    specs.map(({ name, shape }) => {
      const zeros = () => ({ shape, data: new Float32Array(shape.reduce((a, b) => a * b, 1)) });
      return [name, slots.map((slot) => variable(given?.optimizer?.get(`${slot}/${name}`) ?? zeros()))];
    }),
  );
  return {
    model,
    optimizer: { code, options: config.optimizer.options, state },
    decayed: new Set(specs.filter((spec) => spec.decay).map((spec) => spec.name)),
  };
}

/** A model alone, for evaluation and generation: an imported one, or a checkpoint beside the run. Free with `disposeModel`. */
export async function placeModel(
  { model, shape, contextLength }: Pick<ResolvedConfig, 'model' | 'shape' | 'contextLength'>,
  weights: HostTensors,
): Promise<ModelInstance> {
  return { code: await model.load(), shape, contextLength, parameters: toVariables(model.parameters(shape), weights) };
}

export function disposeModel(model: ModelInstance): void {
  disposeAll(model.parameters.values());
}

export function disposeTrainee(trainee: Trainee): void {
  disposeModel(trainee.model);
  for (const state of trainee.optimizer.state.values()) disposeAll(state);
}

/** Weights and optimizer state, read back together. */
export async function readTrainee(
  trainee: Trainee,
  slots: readonly string[],
): Promise<{ weights: HostTensors; optimizer: HostTensors }> {
  const named = new Map<string, Variable>();
  for (const [name, state] of trainee.optimizer.state)
    state.forEach((v, i) => {
      named.set(`${slots[i] ?? i}/${name}`, v);
    });
  const [weights, optimizer] = await Promise.all([toHost(trainee.model.parameters), toHost(named)]);
  return { weights, optimizer };
}
