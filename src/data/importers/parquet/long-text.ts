/** Shorter ones are decoded at once: they often come from a dictionary, each for many rows. */
const LONG_BYTES = 64;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * A text that is still UTF-8. Decoded as a whole, a column of long texts fills the heap with strings of which most wait for their row: collecting garbage
 * copies them about, which takes longer than decoding them.
 */
export class LongText {
  constructor(private readonly bytes: Uint8Array) {}

  toString(): string {
    return decoder.decode(this.bytes);
  }

  /** Inside nested values. */
  toJSON(): string {
    return this.toString();
  }
}

/** What the library is to make of bytes that are declared to be text. */
export const textOf = (bytes: Uint8Array | undefined): string | LongText | undefined =>
  bytes && (bytes.length < LONG_BYTES ? decoder.decode(bytes) : new LongText(bytes));
