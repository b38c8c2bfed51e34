import type { ErrorReport } from '@/base/errors';
import type { TrainingOptions } from './options';

/** What to say when the loss or the gradient is no longer a number. */
export function notANumber(
  what: 'loss' | 'gradient' | 'validation loss',
  step: number,
  keptStep: number,
  training: TrainingOptions,
): ErrorReport {
  const lower = Number((training.learningRate / 4).toPrecision(2));
  const clip = training.gradientClip === 0 ? ', switch gradient clipping on' : '';
  return {
    code: 'train/not-a-number',
    what: `The ${what} is no longer a finite number; the weights of step ${keptStep} are kept`,
    where: `step ${step}`,
    remedy: `Try a learning rate of ${lower}${clip}, or a longer warm-up.`,
  };
}
