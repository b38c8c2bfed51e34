import type { OptionValue } from '@/base/options';
import type { Entry } from '@/base/registry';
import type { RowField, RowHead } from '@/schema/row';
import type { SplitPlan } from '../split/split-plan';

/** Declaration of a cleaning step. `load` brings the code. */
export interface CleaningEntry extends Entry {
  /** Every reason for which the step may drop a document. */
  readonly reasons: readonly string[];
  /** What of a row the step is shown. */
  readonly sees: Sees;
  /** Whether the step is on for somebody who decides nothing. */
  readonly onByDefault: boolean;
  /** Whether what becomes of a document may hang on others, without a survey: such a step must see all documents in their order. */
  readonly acrossDocuments?: boolean;
  load(): Promise<CleaningCode>;
}

/**
 * A document of plain text is seen as it is. Of a row with fields (schema/row.ts) a step that judges sees the `prose`, all of it as one text, and
 * may not change it; one that cleans sees each field of `text`, or its `labels`, or all `fields`, one after the other like documents. A field
 * that is dropped takes its row with it.
 */
export type Sees = 'prose' | 'text' | 'labels' | 'fields';

export interface CleaningCode {
  /**
   * A fresh step for one pass over a corpus; what it remembers (seen documents) lives in it. Settings that no option spec can check (a
   * regular expression) throw LoamError here, before any text is read. `before` is the step right before it in the same pass: one that
   * is known to change no text may share its work.
   */
  create(
    options: Readonly<Record<string, OptionValue>>,
    before?: CleaningStep,
    surroundings?: CleaningSurroundings,
  ): CleaningStep;
}

/** What a step may know beside the text. */
export interface CleaningSurroundings {
  /** How the documents will be divided into training and validation. */
  readonly split?: SplitPlan;
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
  /** Index of the document in the corpus. */
  readonly document: number;
  /**
   * Whether a person wants this document whatever the steps say. A drop is then not carried out, and the rest of the document passes the
   * step by as it is: a step that holds text back must not ask for one.
   */
  readonly rescued: boolean;
  /** Of a row with fields: which of them this is, and the row's head. A plain document has neither. */
  readonly field?: RowField;
  readonly row?: RowHead;
  /** In a survey: UTF-8 bytes of this piece of the document as it lies in a file, with its head and all fields. */
  readonly bytes?: number;
}

/**
 * Judges documents part by part: the parts of one document come in order with nothing between, and what comes out must not depend on where
 * the parts were cut. After a drop, or when another step drops the document, the next call is the first part of another document.
 */
export interface CleaningStep {
  part(text: string, position: PartPosition): Verdict;
  /** In a step that must have seen all documents before it judges the first. */
  readonly survey?: Survey;
}

/**
 * The pass before the verdicts: sees every document that the steps before let through, as it will come to `part` afterwards. A document
 * that does not come to its last part was dropped on the way and must leave no trace. Memory must be bounded, or a few bytes a document.
 */
export interface Survey {
  part(text: string, position: PartPosition): void;
  /** After the last document. Yields every few milliseconds, so that a long decision can be cancelled. */
  decide(): Generator<void>;
}

export const KEEP: Verdict = { kind: 'keep' };

/** The verdict that says `after`, given that `before` came in. */
export const passOn = (before: string, after: string): Verdict =>
  before === after ? KEEP : { kind: 'change', text: after };

export const drop = (reason: string): Verdict => ({ kind: 'drop', reason });
