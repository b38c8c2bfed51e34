import type { FileReader } from '@/storage/storage';
import type { TextRange } from '../split/text-ranges';
import type { MayCut } from '../tokenizers/entry';
import { TextCutter } from './cut-text';

/** Bytes tokenized at once: some 10 ms of work, so that cancelling is prompt. */
const PIECE = 1 << 17;
/** Bytes read ahead: a million short documents should not be a million reads. */
const WINDOW = 1 << 20;

/** The cleaned text at rest. */
export class TextReader {
  private readonly window = new Uint8Array(WINDOW);
  private windowStart = 0;
  private windowEnd = 0;
  /** A byte-order mark in the middle of a file is a character like others. */
  private readonly decoder = new TextDecoder('utf-8', { ignoreBOM: true });

  constructor(private readonly file: FileReader) {}

  /** Bytes from `offset`, past the window. */
  readonly read = (target: Uint8Array, offset: number): number => this.file.read(target, offset);

  /** The text of a range in pieces that can be tokenized one by one with the ids of the whole, all but the first as going on. */
  *pieces({ start, end }: TextRange, mayCut?: MayCut): Generator<string> {
    if (end - start <= PIECE) {
      if (end > start) yield this.decoder.decode(this.bytes(start, end));
      return;
    }
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    const cutter = new TextCutter(mayCut);
    for (let at = start; at < end; at += PIECE) {
      const to = Math.min(end, at + PIECE);
      const text = cutter.push(decoder.decode(this.bytes(at, to), { stream: to < end }));
      if (text !== '') yield text;
    }
    const rest = cutter.end();
    if (rest !== '') yield rest;
  }

  /** At most WINDOW bytes, valid until the next call. */
  private bytes(start: number, end: number): Uint8Array {
    if (start < this.windowStart || end > this.windowEnd) {
      const n = this.file.read(this.window, start);
      if (n < end - start) throw new Error(`the cleaned text ends at byte ${start + n}, before ${end}`);
      this.windowStart = start;
      this.windowEnd = start + n;
    }
    return this.window.subarray(start - this.windowStart, end - this.windowStart);
  }
}
