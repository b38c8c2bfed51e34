import { joined } from './byte-source';

/**
 * Cuts a stream of UTF-8 between characters, so that each chunk can be decoded by itself. Decoders that keep a state from chunk to chunk are a
 * fifth as fast in Node, and give strings of two bytes a character even for ASCII.
 */
export class WholeCharacters {
  /** The beginning of a character whose end has not come. */
  rest: Uint8Array = new Uint8Array(0);

  /** All whole characters of what came so far and was not yet given. Invalid bytes are never kept back for longer than a character can be. */
  push(chunk: Uint8Array): Uint8Array {
    const bytes = this.rest.length === 0 ? chunk : joined([this.rest, chunk]);
    const end = wholeLength(bytes);
    this.rest = bytes.slice(end);
    return bytes.subarray(0, end);
  }
}

/** Bytes before a last character that is cut off. */
export function wholeLength(bytes: Uint8Array): number {
  const { length } = bytes;
  for (let back = 1; back <= 3 && back <= length; back++) {
    const byte = bytes[length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const needed = byte < 0xc0 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return needed > back ? length - back : length;
  }
  return length;
}
