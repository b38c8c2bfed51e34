import { type CleaningStep, drop, KEEP, type PartPosition, type Verdict } from '../entry';
import { type SignalId, type SignalOptions, type SignalValues, TextSignals } from './text-signals';

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

/**
 * A step that measures whole documents and drops those that break a rule, for the first that they break. If the step before it is one too,
 * which changes nothing, both measure once.
 */
export class RuleStep implements CleaningStep {
  private readonly signals: TextSignals;
  private readonly measures: boolean;
  private beginning = '';
  private values: SignalValues | undefined;
  private readonly source: RuleStep | undefined;

  constructor(
    private readonly rules: readonly Rule[],
    options: SignalOptions,
    before: CleaningStep | undefined,
  ) {
    const first = before instanceof RuleStep ? (before.source ?? before) : undefined;
    this.source = first?.signals.share(options) ? first : undefined;
    this.measures = this.source === undefined;
    this.signals = this.source?.signals ?? new TextSignals(options);
  }

  part(text: string, { first, last }: PartPosition): Verdict {
    if (first) this.beginning = '';
    if (this.beginning.length < BEGINNING) this.beginning += text.slice(0, BEGINNING - this.beginning.length);
    if (this.measures) {
      if (first) this.signals.begin();
      this.signals.add(text);
      if (last) this.values = this.signals.end();
    }
    const values = (this.source ?? this).values;
    return last && values ? this.judge(values) : KEEP;
  }

  private judge(values: SignalValues): Verdict {
    for (const { signal, min, max, reason, applies } of this.rules) {
      const value = values[signal];
      if (value === undefined) continue;
      const broken = (min !== undefined && value < min) || (max !== undefined && value > max);
      if (broken && (applies?.(this.beginning) ?? true)) return drop(reason);
    }
    return KEEP;
  }
}
