import type { Rng } from '@/base/rng';
import { joined } from '../../../encoding/byte-source';

/** No harmed file is larger: what is looked for is bad structure, not size. */
const MOST_BYTES = 1 << 19;

type Harm = (contents: Uint8Array, rng: Rng, other: Uint8Array) => Uint8Array;

/** Numbers that counts, sizes and offsets go wrong with. */
const NUMBERS = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff, 0xfffffffe];
/** What means something in one format or another. */
const MARKS = '<>&"\'[]{}(),;:=\\/\n\r\t\0#-%@\u001f'.split('');
const WORDS = [
  '<!--',
  ']]>',
  '<![CDATA[',
  '-->',
  '"""',
  '\r\n\r\n',
  'endobj',
  'stream',
  'msgid ',
  'From ',
  '%PDF-',
  'PK\u0003\u0004',
  '--b1',
  '=?utf-8?B?',
  '&#x0;',
];

const bytesOf = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));
const pick = <T>(list: readonly T[], rng: Rng): T => list[rng.integer(list.length)] as T;
/** A half-open range of at most `most` bytes. */
function range(contents: Uint8Array, rng: Rng, most = contents.length): [number, number] {
  const from = rng.integer(contents.length + 1);
  return [from, Math.min(contents.length, from + rng.integer(most + 1))];
}
const spliced = (contents: Uint8Array, from: number, to: number, put: Uint8Array) =>
  joined([contents.subarray(0, from), put, contents.subarray(to)]);

/** Ways to spoil a file, by name. None changes its input. */
const HARMS: Readonly<Record<string, Harm>> = {
  flipBits(contents, rng) {
    const flipped = contents.slice();
    for (let n = 1 + rng.integer(8); n > 0 && flipped.length > 0; n--) {
      const at = rng.integer(flipped.length);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << rng.integer(8));
    }
    return flipped;
  },
  truncate: (contents, rng) => contents.subarray(0, rng.integer(contents.length + 1)),
  loseStart: (contents, rng) => contents.subarray(rng.integer(Math.min(contents.length, 64) + 1)),
  lose: (contents, rng) => spliced(contents, ...range(contents, rng, 200), new Uint8Array(0)),
  repeat(contents, rng) {
    const [from, to] = range(contents, rng, 60);
    const piece = contents.subarray(from, to);
    const times = Math.min(2 ** rng.integer(14), Math.floor(MOST_BYTES / Math.max(1, piece.length)));
    return spliced(contents, from, to, joined(Array.from({ length: times }, () => piece)));
  },
  splice: (contents, rng, other) => spliced(contents, ...range(contents, rng), other.subarray(...range(other, rng))),
  swapHeader(contents, rng, other) {
    const length = 2 ** rng.integer(8);
    return joined([other.subarray(0, length), contents.subarray(length)]);
  },
  swapEnd(contents, rng, other) {
    const length = 2 ** rng.integer(8);
    return joined([contents.subarray(0, -length), other.subarray(-length)]);
  },
  number(contents, rng) {
    const changed = contents.slice();
    const width = pick([1, 2, 4, 8], rng);
    const at = rng.integer(Math.max(1, changed.length - width));
    for (
      let i = 0, value = pick(NUMBERS, rng);
      i < width && at + i < changed.length;
      i++, value = Math.floor(value / 256)
    )
      changed[at + i] = value & 255;
    return changed;
  },
  mark: (contents, rng) => spliced(contents, ...range(contents, rng, 2), bytesOf(pick(MARKS, rng))),
  word: (contents, rng) => spliced(contents, ...range(contents, rng, 2), bytesOf(pick(WORDS, rng))),
  noise(contents, rng) {
    const [from, to] = range(contents, rng, 100);
    return spliced(
      contents,
      from,
      to,
      Uint8Array.from({ length: rng.integer(100) }, () => rng.integer(256)),
    );
  },
};

/** The file with one to four kinds of harm done to it, and their names; all of it decided by `rng`. */
export function harm(contents: Uint8Array, other: Uint8Array, rng: Rng): { contents: Uint8Array; done: string } {
  const done: string[] = [];
  let harmed = contents;
  for (let n = 1 + rng.integer(4); n > 0; n--) {
    const name = pick(Object.keys(HARMS), rng);
    harmed = HARMS[name]?.(harmed, rng, other).subarray(0, MOST_BYTES) ?? harmed;
    done.push(name);
  }
  return { contents: harmed, done: done.join(' ') };
}
