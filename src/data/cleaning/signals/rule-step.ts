import { type CleaningStep, drop, KEEP } from '../entry';
import { type SignalId, type SignalOptions, TextSignals } from './text-signals';

/** A document is dropped if the signal is below `min` or above `max`; one that cannot be measured is not. */
export interface Rule {
  readonly signal: SignalId;
  readonly min?: number;
  readonly max?: number;
  readonly reason: string;
  /** Whether a document that breaks the rule goes all the same, given how it begins (`BEGINNING` characters). */
  readonly applies?: (beginning: string) => boolean;
}

const BEGINNING = 2000;

/** A step that measures whole documents and drops those that break a rule, for the first that they break. */
export function ruleStep(rules: readonly Rule[], options: SignalOptions): CleaningStep {
  const signals = new TextSignals(options);
  let beginning = '';
  return {
    part(text, { first, last }) {
      if (first) {
        signals.begin();
        beginning = '';
      }
      if (beginning.length < BEGINNING) beginning += text.slice(0, BEGINNING - beginning.length);
      signals.add(text);
      if (!last) return KEEP;
      const values = signals.end();
      for (const { signal, min, max, reason, applies } of rules) {
        const value = values[signal];
        if (value === undefined) continue;
        const broken = (min !== undefined && value < min) || (max !== undefined && value > max);
        if (broken && (applies?.(beginning) ?? true)) return drop(reason);
      }
      return KEEP;
    },
  };
}
