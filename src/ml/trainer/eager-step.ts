import * as tf from '@tensorflow/tfjs';
import { onDevice } from './on-device';
import type { StepFigures, StepPlan, StepRunner } from './step-runner';
import { trainStep } from './train-step';

/** Every step runs through tfjs and its tape: the way of the `cpu` backend, and what compiled steps are measured against. */
export function eagerStep({ trainee, gradientClip, dropoutRate }: StepPlan): StepRunner {
  const { vocabularySize } = trainee.model.shape;
  return {
    async run(micro, moment) {
      const result = tf.tidy(() =>
        trainStep(
          trainee,
          micro.map(({ batch, dropoutSeed }) => ({ batch: onDevice(batch, vocabularySize, true), dropoutSeed })),
          { ...moment, gradientClip, dropoutRate },
        ),
      );
      const read = async (): Promise<StepFigures> => {
        try {
          const [loss = Number.NaN, norm = Number.NaN] = await result.data();
          return [loss, norm];
        } finally {
          result.dispose();
        }
      };
      return { figures: read() };
    },
    dispose() {},
  };
}
