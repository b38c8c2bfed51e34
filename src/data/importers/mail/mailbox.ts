import { joined } from '../../encoding/byte-source';

export interface RawMessage {
  readonly bytes: Uint8Array;
  readonly byteStart: number;
  readonly byteEnd: number;
  /** Longer than a message may be: `bytes` is only its beginning. */
  readonly tooLong: boolean;
}

const FROM = Uint8Array.of(0x46, 0x72, 0x6f, 0x6d, 0x20);
const SEPARATOR = /^From \S.{0,200}\b(19|20)\d\d\b/;
const MAX_LINE = 1 << 16;

/**
 * Messages of a stream. A mailbox begins with a line "From sender date" and has one before each message, after a blank line (RFC 4155); anything
 * else is one message. `most` bounds what is held of one, in bytes.
 */
export async function* rawMessages(chunks: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<RawMessage> {
  let parts: Uint8Array[] = [];
  let held = 0;
  let start = 0;
  let position = 0;
  let rest: Uint8Array = new Uint8Array(0);
  let isMailbox: boolean | undefined;
  let afterBlank = true;
  /** Before the body of a message begins, and whether the line goes on from before. */
  let continued = false;
  const keep = (bytes: Uint8Array) => {
    held += bytes.length;
    if (held - bytes.length < most) parts.push(bytes.subarray(0, most - (held - bytes.length)));
  };
  const message = (): RawMessage | undefined => {
    const made = { bytes: joined(parts), byteStart: start, byteEnd: position, tooLong: held > most };
    parts = [];
    held = 0;
    return made.byteEnd > start ? made : undefined;
  };
  function* lines(block: Uint8Array): Generator<RawMessage> {
    /** From where this block's bytes are not yet kept. */
    let from = 0;
    for (let at = 0; at < block.length; ) {
      const found = block.indexOf(10, at);
      const end = found < 0 ? block.length : found + 1;
      const begins = !continued && FROM.every((byte, i) => block[at + i] === byte);
      if (begins && afterBlank && isMailbox !== false && isSeparator(block.subarray(at, end))) {
        keep(block.subarray(from, at));
        position += at - from;
        const before = message();
        if (before && isMailbox) yield before;
        isMailbox = true;
        position += end - at;
        start = position;
        from = end;
      } else if (isMailbox && !continued && isQuotedFrom(block, at)) {
        // A line of text that would have been taken for the beginning of a message was quoted by one more ">".
        keep(block.subarray(from, at));
        position += at - from + 1;
        from = at + 1;
      }
      isMailbox ??= false;
      const length = end - at;
      afterBlank = !continued && (length === 1 || (length === 2 && block[at] === 13));
      continued = found < 0;
      at = end;
    }
    keep(block.subarray(from));
    position += block.length - from;
  }
  for await (const chunk of chunks) {
    const block = rest.length > 0 ? joined([rest, chunk]) : chunk;
    // Whole lines, unless one is longer than any that matters here.
    const last = block.lastIndexOf(10) + 1;
    const whole = last > 0 || block.length < MAX_LINE ? last : block.length;
    yield* lines(block.subarray(0, whole));
    rest = block.slice(whole);
  }
  yield* lines(rest);
  const before = message();
  if (before) yield before;
}

function isSeparator(line: Uint8Array): boolean {
  return SEPARATOR.test(new TextDecoder('latin1').decode(line.subarray(0, 300)));
}

function isQuotedFrom(block: Uint8Array, at: number): boolean {
  if (block[at] !== 0x3e) return false;
  let i = at;
  while (block[i] === 0x3e) i++;
  return FROM.every((byte, k) => block[i + k] === byte);
}
