import type { ByteSource } from './byte-source';
import { lengthIn } from './encoded-length';
import { makeDecoder } from './make-decoder';
import { TextBlocks } from './text-blocks';
import { Utf8Places } from './utf8-places';

/** A file whose encoding is established. */
export interface TextFile {
  readonly bytes: ByteSource;
  /** WHATWG label. */
  readonly encoding: string;
  /** Bytes of the byte-order mark. */
  readonly skipBytes: number;
  /** Whether every byte was seen to be valid in the encoding. Otherwise some may become U+FFFD. */
  readonly valid: boolean;
}

/** Consecutive decoded text with its exact place in the file. */
export interface Piece {
  readonly text: string;
  readonly byteStart: number;
  readonly byteEnd: number;
  /** Where in its bytes its characters are; only of UTF-8. */
  readonly places?: Utf8Places;
}

/** Bytes that were taken for UTF-8 are not. */
export class NotUtf8 extends Error {}

/**
 * A file's text in order, without the byte-order mark. UTF-8 comes in blocks that end with a line where they can, other valid text in pieces as large as
 * the chunks read; text that may hold invalid bytes, or whose encoding has states, comes line by line, so that the place of every line is
 * exact all the same. Throws NotUtf8.
 */
export async function* textPieces(file: TextFile): AsyncGenerator<Piece> {
  if (file.valid && file.encoding === 'utf-8') {
    yield* utf8Pieces(file);
    return;
  }
  const measure = file.valid ? lengthIn(file.encoding) : undefined;
  const decoder = makeDecoder(file.encoding);
  let at = file.skipBytes;
  if (measure) {
    for await (const chunk of afterMark(file)) {
      const text = decoder.decode(chunk, { stream: true });
      const end = at + measure(text);
      if (text !== '') yield { text, byteStart: at, byteEnd: end };
      at = end;
    }
    return;
  }
  let read = file.skipBytes;
  let pending = '';
  for await (const chunk of afterMark(file)) {
    for (let from = 0; from < chunk.length; ) {
      const end = lineEnd(chunk, from, read, file);
      pending += decoder.decode(chunk.subarray(from, end ?? chunk.length), { stream: true });
      read += (end ?? chunk.length) - from;
      from = end ?? chunk.length;
      // A long line waits for its end, within reason: beyond it, places inside this line are approximate.
      if (end === undefined && pending.length < 1 << 20) break;
      if (pending !== '') yield { text: pending, byteStart: at, byteEnd: read };
      pending = '';
      at = read;
    }
  }
  pending += decoder.decode();
  if (pending !== '') yield { text: pending, byteStart: at, byteEnd: read };
}

async function* utf8Pieces(file: TextFile): AsyncGenerator<Piece> {
  const decoder = makeDecoder('utf-8');
  const blocks = new TextBlocks();
  let byteStart = file.skipBytes;
  const piece = (bytes: Uint8Array): Piece => {
    const places = Utf8Places.of(bytes);
    if (!places) throw new NotUtf8();
    const made = { text: decoder.decode(bytes), byteStart, byteEnd: byteStart + bytes.length, places };
    byteStart += bytes.length;
    return made;
  };
  for await (const chunk of afterMark(file)) for (const block of blocks.push(chunk)) yield piece(block);
  const rest = blocks.end();
  if (rest.length > 0) yield piece(rest);
}

/** Where the line ends that goes on at `from`, its line feed included; undefined when it does not end in this chunk. */
function lineEnd(chunk: Uint8Array, from: number, offset: number, file: TextFile): number | undefined {
  // 0x0A is part of no other character in any encoding of the web but UTF-16.
  if (!file.encoding.startsWith('utf-16')) {
    const at = chunk.indexOf(10, from);
    return at < 0 ? undefined : at + 1;
  }
  const low = file.encoding === 'utf-16le' ? 0 : 1;
  for (let at = chunk.indexOf(10, from); at >= 0; at = chunk.indexOf(10, at + 1)) {
    const half = (offset + at - from - file.skipBytes) % 2;
    const end = at + 2 - low;
    if (half === low && end <= chunk.length && chunk[low === 0 ? at + 1 : at - 1] === 0) return end;
  }
  return undefined;
}

async function* afterMark({ bytes, skipBytes }: TextFile): AsyncGenerator<Uint8Array> {
  let skip = skipBytes;
  for await (const chunk of bytes.open()) {
    if (skip < chunk.length) yield chunk.subarray(skip);
    skip = Math.max(0, skip - chunk.length);
  }
}
