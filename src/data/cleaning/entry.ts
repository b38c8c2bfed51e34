import type { OptionValue } from '@/base/options';
import type { Entry } from '@/base/registry';

/** Declaration of a cleaning step. `load` brings the code. */
export interface CleaningEntry extends Entry {
  /** Every reason for which the step may drop a document. */
  readonly reasons: readonly string[];
  load(): Promise<CleaningCode>;
}

export interface CleaningCode {
  /** A fresh step for one pass over a corpus; what it remembers (seen documents) lives in it. */
  create(options: Readonly<Record<string, OptionValue>>): CleaningStep;
}

export type Verdict =
  | { readonly kind: 'keep' }
  /** Text to pass on instead. A step may hold back the end of a part and pass it on with the next; nothing after the last part. */
  | { readonly kind: 'change'; readonly text: string }
  /** At any part: the whole document goes, earlier parts included. */
  | { readonly kind: 'drop'; readonly reason: string };

export interface PartPosition {
  readonly first: boolean;
  readonly last: boolean;
}

/**
 * Judges documents part by part: the parts of one document come in order with nothing between, and what comes out must not depend on where
 * the parts were cut. After a drop, or when another step drops the document, the next call is the first part of another document.
 */
export interface CleaningStep {
  part(text: string, position: PartPosition): Verdict;
}

export const KEEP: Verdict = { kind: 'keep' };

/** The verdict that says `after`, given that `before` came in. */
export const passOn = (before: string, after: string): Verdict =>
  before === after ? KEEP : { kind: 'change', text: after };
