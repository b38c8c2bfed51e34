import { requireThat } from '../../checks';
import { now, type StepNumber } from '../../step-number';

/** All of them may change from one replay of a recorded plan to the next. */
export interface SampleSettings {
  /** Divides the logits; 0 takes the most probable id. Between 1e-20 and 1e20 otherwise, or taken for the nearer of the two. */
  readonly temperature: StepNumber;
  /** Keeps the k most probable; below 1 keeps all. A fraction is cut off. */
  readonly topK: StepNumber;
  /** Keeps the fewest of those whose probabilities sum to at least p, at least one; 1 keeps all. */
  readonly topP: StepNumber;
  /** Modulo 2^32, as is `position`: the number of the token that is drawn, so that every token has its own number. */
  readonly seed: StepNumber;
  readonly position: StepNumber;
}

export type SampleNumbers = Readonly<Record<keyof SampleSettings, number>>;

/** The settings of this call or replay, in the ranges that kernel and reference take. Throws LoamError for a temperature or p that is none. */
export function settingsNow(settings: SampleSettings): SampleNumbers {
  const temperature = now(settings.temperature);
  const topK = Math.trunc(now(settings.topK));
  const topP = now(settings.topP);
  // Written so that NaN fails.
  requireThat(temperature >= 0, 'sampleTokens', `the temperature should be at least 0 but is ${temperature}`);
  requireThat(topP >= 0, 'sampleTokens', `topP should be at least 0 but is ${topP}`);
  requireThat(!Number.isNaN(topK), 'sampleTokens', 'topK should be a number but is not');
  return {
    temperature: temperature === 0 ? 0 : Math.min(1e20, Math.max(1e-20, temperature)),
    topK: topK >= 1 ? Math.min(topK, 0xffffffff) : 0,
    topP: Math.min(topP, 1),
    seed: now(settings.seed) >>> 0,
    position: now(settings.position) >>> 0,
  };
}
