import type { PrepareConfig, StepAudit } from '@/schema/dataset';
import type { CountedBatch } from '../tokenizers/byte-bpe/count-batch';
import type { TokenizerFile } from '../tokenizers/entry';

/** Whole documents, as many as make a batch. */
export interface DocumentBatch {
  /** Each in the parts in which it came. */
  readonly documents: readonly {
    /** Index in the corpus. */
    readonly document: number;
    readonly file: string;
    readonly rescued: boolean;
    readonly parts: readonly string[];
  }[];
}

export interface CleanedBatch {
  /** The parts of each document of the batch; undefined for one that was dropped. */
  readonly documents: readonly (readonly string[] | undefined)[];
  readonly drops: readonly { readonly document: number; readonly step: string; readonly reason: string }[];
  /** What the steps did to this batch alone. */
  readonly audits: readonly StepAudit[];
}

/** Pieces of text in order; those after which a document ends are marked. */
export interface TextBatch {
  readonly texts: readonly string[];
  readonly ends: readonly boolean[];
  /** Whether the first piece goes on from the batch before. */
  readonly goesOn: boolean;
}

/**
 * What can be done to a batch without knowing the others, by name: what has to be known for all batches, a batch, and what comes of it. All
 * of it can be sent to another thread.
 */
export interface Works {
  readonly clean: {
    readonly settings: { readonly steps: PrepareConfig['steps'] };
    readonly batch: DocumentBatch;
    readonly result: CleanedBatch;
  };
  readonly encode: {
    readonly settings: { readonly tokenizer: TokenizerFile };
    readonly batch: TextBatch;
    /** Token ids, each document's followed by the end-of-text token. */
    readonly result: Uint32Array;
  };
  readonly 'count-words': {
    readonly settings: { readonly specialTokens: readonly string[] };
    readonly batch: { readonly texts: readonly string[] };
    readonly result: CountedBatch;
  };
}
export type WorkName = keyof Works;

/** Does one kind of work to batches. */
export interface Mapper<Batch, Result> {
  /** Batches that may be under way at once: more would only lie in memory. */
  readonly width: number;
  map(batch: Batch): Promise<Result>;
  /** What is still under way is of no interest any more. */
  close(): void;
}

/** Threads, or none: who maps does not see the difference. */
export interface WorkPool {
  /** Characters of a corpus from which on it is worth starting threads. */
  readonly worthFrom: number;
  open<Name extends WorkName>(
    name: Name,
    settings: Works[Name]['settings'],
  ): Mapper<Works[Name]['batch'], Works[Name]['result']>;
}
