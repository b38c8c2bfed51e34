import { utf8Sequences } from './utf8-sequences';

/** Which byte of a stretch of UTF-8 each of its characters begins with. */
export class Utf8Places {
  /** In `ends`, of the first character of several bytes that ends after the last place asked for. */
  private next = 0;

  private constructor(private readonly ends: Uint32Array) {}

  /** Undefined where the bytes are not valid UTF-8. */
  static of(bytes: Uint8Array): Utf8Places | undefined {
    if (scratch.length < bytes.length) scratch = new Uint32Array(bytes.length);
    const sequences = utf8Sequences(bytes, scratch);
    return sequences === undefined
      ? undefined
      : new Utf8Places(sequences === 0 ? NONE : scratch.slice(0, 2 * sequences));
  }

  /** The byte at which the text from UTF-16 unit `unit` on begins. Places are asked for in rising order. */
  byteAt(unit: number): number {
    const { ends } = this;
    let { next } = this;
    while (next < ends.length && (ends[next] as number) <= unit) next += 2;
    this.next = next;
    return next === 0 ? unit : unit - (ends[next - 2] as number) + (ends[next - 1] as number);
  }
}

/** Grows to the largest stretch there was: characters of two bytes take two numbers each. */
let scratch = new Uint32Array(0);
const NONE = new Uint32Array(0);
