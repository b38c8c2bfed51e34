import type { OptionValue } from '@/base/options';
import type { OnProgress } from '@/base/progress';
import type { Entry } from '@/base/registry';
import type { Rng } from '@/base/rng';
import type { WorkPool } from '../pool/work-pool';

/** Contents of a Hugging Face `tokenizer.json`: also our own persisted form. */
export type TokenizerFile = Readonly<Record<string, unknown>>;

export interface TrainContext {
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal;
  /** Threads that a trainer may use; what it learns is the same without. */
  readonly pool?: WorkPool;
}

/** Declaration of a kind of tokenizer. `load` brings the trainer. */
export interface TokenizerEntry extends Entry {
  /** One sentence: what decoding does not give back. Absent where it gives back every text that was trained on. */
  readonly lossy?: string;
  load(): Promise<TokenizerTrainer>;
}

export interface TokenizerTrainer {
  /** Throws LoamError `tokenizer/vocabulary-too-large` when the corpus cannot support the size asked for. */
  train(
    texts: AsyncIterable<string>,
    options: Readonly<Record<string, OptionValue>>,
    context: TrainContext,
  ): Promise<TokenizerFile>;
}

/** Whether between these two UTF-16 units, whatever stands around. */
export type MayCut = (before: number, after: number) => boolean;

/** Text to ids and back. Ids equal those of `@huggingface/tokenizers` on the same file, special tokens never added. */
export interface Tokenizer {
  readonly file: TokenizerFile;
  readonly vocabularySize: number;
  /** Id of the token put after every document when packing: `<|endoftext|>`, or what an imported file has for it. */
  readonly endOfTextId: number;
  /** Where a text may be cut for encoding in pieces: all but the first are encoded as going on. */
  readonly mayCut: MayCut;
  /** `goesOn`: the text is what follows on a cut in another, not the beginning of one. Matters where beginnings are marked, as SentencePiece does. */
  encode(text: string, goesOn?: boolean): number[];
  /** Another way to write the text: each merge is left out with this chance (Provilkov et al. 2020). Kinds without merges have none. */
  encodeWithDropout?(text: string, dropout: number, rng: Rng): number[];
  decode(ids: Iterable<number>): string;
  /** Raw UTF-8 bytes that an id stands for (part of a character, perhaps). */
  bytesOf(id: number): Uint8Array;
}
