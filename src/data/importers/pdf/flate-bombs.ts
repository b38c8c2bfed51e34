import { Unzlib } from 'fflate';
import { LoamError } from '@/base/errors';

/** What one stream may unfold to. Pages of text have some hundred kilobytes, a scan of a large map a hundred megabytes. */
export const MAX_STREAM_BYTES = 1 << 28;
/** Deflate cannot do more (zlib's technical details): streams that are too short for a bomb need no look. */
const DEFLATE_RATIO = 1032;
/** Unfolds to 16 MB at most, which is held. */
const PUSH_BYTES = 1 << 14;
/** A dictionary stands in front of its stream; longer ones are no dictionaries of streams. */
const DICTIONARY_BYTES = 4096;

/**
 * Refuses a PDF with a Flate stream that unfolds to more than memory should hold: pdf.js holds all of a stream, and a gigabyte of zeros,
 * packed twice, is three kilobytes. Streams are found by their keywords, wherever they stand (ISO 32000-1, 7.3.8), and unfolded as often as their filter says, a little at a
 * time; what is no Flate stream after all is the reader's affair. Throws LoamError `import/expands-too-much`.
 */
export async function refuseBombs(
  file: Uint8Array,
  path: string,
  breathe: () => Promise<void>,
  most = MAX_STREAM_BYTES,
): Promise<void> {
  for (let at = find(file, STREAM, 0); at >= 0; ) {
    const levels = isEnd(file, at) ? 0 : flateLevels(file, at);
    if (levels === 0) {
      at = find(file, STREAM, at + STREAM.length);
      continue;
    }
    const from = dataStart(file, at + STREAM.length);
    const end = find(file, END, from);
    const data = file.subarray(from, end < 0 ? file.length : end);
    if (data.length * DEFLATE_RATIO ** levels > most && (await unfoldsTo(data, levels, most, breathe)) > most)
      throw tooLarge(path, at, most);
    at = end < 0 ? -1 : find(file, STREAM, end + END.length);
  }
}

const latin1 = new TextDecoder('latin1');
const ascii = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));
const STREAM = ascii('stream');
const END = ascii('endstream');

function find(bytes: Uint8Array, word: Uint8Array, from: number): number {
  const [first = 0] = word;
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1))
    if (word.every((byte, i) => bytes[at + i] === byte)) return at;
  return -1;
}

/** Whether the word found is the second half of `endstream`. */
const isEnd = (bytes: Uint8Array, at: number) => END.every((byte, i) => bytes[at - 3 + i] === byte);

/** How often the stream whose keyword stands at `at` is packed by Flate; as far as its dictionary says so itself, otherwise twice. */
function flateLevels(bytes: Uint8Array, at: number): number {
  const before = latin1.decode(bytes.subarray(Math.max(0, at - DICTIONARY_BYTES), at));
  const dictionary = before.slice(before.lastIndexOf('obj') + 1);
  const filter = /\/F(?:ilter)?\s*(\[[^\]]*\]|\/\w+|\d+\s+\d+\s+R)/.exec(dictionary)?.[1] ?? '';
  if (filter.endsWith('R')) return 2;
  return filter.match(/\/Fl(?:ateDecode)?\b/g)?.length ?? 0;
}

/** Behind the keyword: one line end. */
function dataStart(bytes: Uint8Array, at: number): number {
  const start = bytes[at] === 13 ? at + 1 : at;
  return bytes[start] === 10 ? start + 1 : start;
}

/** Counts until it is more than `most`. */
async function unfoldsTo(
  data: Uint8Array,
  levels: number,
  most: number,
  breathe: () => Promise<void>,
): Promise<number> {
  let bytes = 0;
  // From the last filter to the first: what one gives, the next takes, in pieces that cannot unfold to more than memory holds.
  let push = (chunk: Uint8Array): void => {
    bytes += chunk.length;
  };
  for (let level = 0; level < levels; level++) {
    const next = push;
    const inflate = new Unzlib((chunk) => inPieces(chunk, next));
    push = (chunk) => {
      if (bytes <= most) inflate.push(chunk);
    };
  }
  for (let at = 0; at < data.length && bytes <= most; at += PUSH_BYTES) {
    await breathe();
    try {
      push(data.subarray(at, at + PUSH_BYTES));
    } catch (error) {
      if (isDamage(error)) break;
      throw error;
    }
  }
  return bytes;
}

function inPieces(chunk: Uint8Array, push: (piece: Uint8Array) => void): void {
  for (let at = 0; at < chunk.length; at += PUSH_BYTES) push(chunk.subarray(at, at + PUSH_BYTES));
}

/** fflate numbers its errors. */
const isDamage = (error: unknown) => error instanceof Error && 'code' in error && typeof error.code === 'number';

function tooLarge(path: string, byte: number, most: number): LoamError {
  return new LoamError({
    code: 'import/expands-too-much',
    what: `A stream of this PDF unfolds to more than ${most >> 20} MB`,
    where: `${path}, byte ${byte}`,
    remedy: 'Open it in its program and save it anew, or convert it to plain text, if you trust where it came from.',
  });
}
