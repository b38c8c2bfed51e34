import * as tf from '@tensorflow/tfjs';
import { AVERAGE, type TrainDefinition, WEIGHTS } from './definition';
import { eagerModel } from './eager-model';
import { type HostState, namedState, namedWeights } from './host-state';
import { onDevice } from './on-device';
import type { HostFigures, HostMicroBatch, TrainRunner } from './runner';
import { microStep, type StepFigures, trainStep, updateStep } from './train-step';

/** Steps through tfjs and its tape: the way of the `cpu` backend, and what compiled steps are measured against. */
export function eagerTraining(run: TrainDefinition, first: HostState): TrainRunner {
  // A copy: tfjs keeps the array that it is given.
  const variable = (values: Float32Array) => tf.tidy(() => tf.variable(tf.tensor1d(values.slice())));
  const state = new Map([...first].map(([name, values]) => [name, variable(values)]));
  const inUse = state.get(AVERAGE) ?? state.get(WEIGHTS);
  if (!inUse) throw new Error('a run has weights');
  const model = eagerModel(run.model, inUse);
  const upload = ({ batch, dropoutSeed }: HostMicroBatch) => ({
    batch: onDevice(batch, run.model.shape.vocabularySize, true),
    dropoutSeed,
  });

  return {
    model,
    async step(micro, moment) {
      const { loss, norm } = tidiedStep(() => {
        const [only] = micro;
        if (run.accumulation === 1 && only) return trainStep(run, state, upload(only), moment);
        micro.forEach((one, i) => {
          tf.tidy(() => microStep(run, state, upload(one), i === 0 ? 1 : 0));
        });
        return updateStep(run, state, moment);
      });
      const figures = async (): Promise<HostFigures> => {
        try {
          const [[l = Number.NaN], [n = Number.NaN]] = await Promise.all([loss.data(), norm.data()]);
          return [l, n];
        } finally {
          tf.dispose([loss, norm]);
        }
      };
      return { figures: figures() };
    },
    async read() {
      const host = new Map<string, Float32Array<ArrayBuffer>>();
      const reading = [...state].map(async ([name, values]) => {
        host.set(name, Float32Array.from(await values.data()));
      });
      await Promise.all(reading);
      return namedAll(run, host);
    },
    dispose() {
      model.dispose();
      for (const one of state.values()) one.dispose();
    },
  };
}

/** A run's state read back, by the names of files and checkpoints. */
export function namedAll(run: TrainDefinition, host: HostState) {
  const weights = namedWeights(run.model, host.get(WEIGHTS) ?? new Float32Array());
  const average = host.get(AVERAGE);
  const used = average ? namedWeights(run.model, average) : weights;
  return { weights, used, others: namedState(run, host) };
}

/** Uploaded batches go, the figures stay. */
function tidiedStep(step: () => StepFigures): StepFigures {
  let figures: StepFigures | undefined;
  tf.tidy(() => {
    figures = step();
    return [figures.loss, figures.norm];
  });
  if (!figures) throw new Error('a step gives its figures');
  return figures;
}
