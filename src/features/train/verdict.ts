import type { RunStatus } from '@/schema/run';
import type { MetricSeries } from '@/state/metric-series';
import { saidLoss, saidStep } from './said';

export interface Verdict {
  readonly sentence: string;
  /** What is best done next. */
  readonly next: 'continue' | 'talk' | 'again';
}

interface Against {
  readonly vocabularySize: number;
  readonly unigramLoss: number;
}

/** One honest sentence on a run that is over: its best validation loss against guessing and against the unigram model. */
export function verdictOf(status: RunStatus, series: MetricSeries, against: Against | undefined): Verdict | undefined {
  const { best, step } = status;
  if (!best)
    return { sentence: 'The run ended before its first evaluation, so nothing can be said of it.', next: 'again' };
  const found = saidLoss(best.loss);
  if (!against) return { sentence: `Best validation loss ${found}, at step ${saidStep(best.step)}.`, next: 'continue' };
  const guess = Math.log(against.vocabularySize);
  const { unigramLoss } = against;
  if (best.loss > guess * 0.99)
    return {
      sentence: `Validation loss ${found} is no better than guessing (${saidLoss(guess)}): it has learned nothing yet.`,
      next: 'again',
    };
  if (best.loss > unigramLoss)
    return {
      sentence: `Validation loss ${found} beats guessing but not the unigram model (${saidLoss(unigramLoss)}): it knows common tokens, not their order.`,
      next: 'continue',
    };
  const below = `${saidLoss(unigramLoss - best.loss)} below the unigram model`;
  const last = series.at();
  if (turnedUp(best, last.validation, series))
    return {
      sentence: `Best validation loss ${found} at step ${saidStep(best.step)}, ${below}; afterwards it rose to ${saidLoss(last.validation)}: it began to memorise.`,
      next: 'talk',
    };
  if (status.end === 'early stop')
    return {
      sentence: `Stopped early at step ${saidStep(step)}, no longer improving: best validation loss ${found}, ${below}.`,
      next: 'talk',
    };
  const falling = best.step >= step * 0.95 ? ' and was still falling' : '';
  return {
    sentence: `Validation loss ${found} is ${below} (${saidLoss(unigramLoss)})${falling}: it has learned what follows what.`,
    next: 'continue',
  };
}

/** Whether validation is clearly above its best, after at least three evaluations without a better one. */
export function turnedUp(best: { step: number; loss: number }, lastValidation: number, series: MetricSeries): boolean {
  const { evaluations } = series;
  const since = evaluations.length - 1 - evaluations.lastUpTo(best.step);
  return since >= 3 && lastValidation > best.loss * 1.01;
}
