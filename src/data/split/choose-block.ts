import { Rng } from '@/base/rng';
import type { TextRange } from './text-ranges';

/** Random access to the text's bytes: fills `target` from `offset`, returns how many bytes there were. */
export type ReadBytes = (target: Uint8Array, offset: number) => number;

/** How far a line end is looked for before a white space or any character has to do. */
const REACH = 1 << 16;
const NEWLINE = 0x0a;

/**
 * The contiguous block of a single document that is held out: a share of its bytes at a seeded place, from the start of a line to the start
 * of another. A document without line ends is cut before white space, and without that between characters.
 */
export function chooseBlock(
  document: TextRange,
  fraction: number,
  seed: number,
  leastBytes: number,
  read: ReadBytes,
): TextRange {
  const size = document.end - document.start;
  const length = Math.min(size - leastBytes, Math.max(leastBytes, Math.round(size * fraction)));
  const rng = new Rng(seed).fork('split');
  const earliest = document.start + Math.floor(rng.uniform() * (size - length + 1));
  const start = earliest === document.start ? earliest : cutAfter(earliest, document, read);
  const end = cutAfter(start + length, document, read);
  // Moving on to the next line may have left too little of either side; then the exact block will do, moved to character borders.
  const held = end - start;
  if (held >= leastBytes && size - held >= leastBytes) return { start, end };
  const exact = { start: characterBorder(earliest, document, read), end: 0 };
  return { ...exact, end: characterBorder(exact.start + length, document, read) };
}

/** First good place to cut at or after `at`. */
function cutAfter(at: number, document: TextRange, read: ReadBytes): number {
  if (at >= document.end) return document.end;
  const from = at - 1; // a line may start exactly at `at`
  const bytes = new Uint8Array(Math.min(REACH, document.end - from));
  const view = bytes.subarray(0, read(bytes, from));
  const line = view.indexOf(NEWLINE);
  if (line >= 0) return from + line + 1;
  const blank = view.indexOf(0x20, 1);
  return blank >= 0 ? from + blank : characterBorder(at, document, read);
}

function characterBorder(at: number, document: TextRange, read: ReadBytes): number {
  const bytes = new Uint8Array(4);
  const n = read(bytes, at);
  let skip = 0;
  while (skip < n && ((bytes[skip] ?? 0) & 0xc0) === 0x80) skip++;
  return Math.min(document.end, at + skip);
}
