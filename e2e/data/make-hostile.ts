import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { type GivenFile, given } from './given-file';
import { chapter, corpusText } from './make-corpus';

const bytes = (text: string) => new TextEncoder().encode(text);

export const emptyFile = given('empty.txt', '');

/** The start of an ELF program, and noise that no encoding explains. */
export const binaryNamedText = given(
  'program.txt',
  Uint8Array.from({ length: 20_000 }, (_, i) => (i < 4 ? ([0x7f, 0x45, 0x4c, 0x46][i] ?? 0) : (Math.imul(i, 2654435761) >>> 13) & 255)),
);

export function truncatedGzip(): GivenFile {
  const whole = gzipSync(corpusText(60_000));
  return given('cut.txt.gz', whole.subarray(0, Math.floor(whole.length / 2)));
}

/** 600 MB of one letter in about 600 kB, made without holding them: gzip members may be concatenated. Letters, since zeros are no text. */
export function gzipBomb(): GivenFile {
  const member = gzipSync(new Uint8Array(20e6).fill(97), { level: 9 });
  return given('bomb.txt.gz', Buffer.concat(Array.from({ length: 30 }, () => member)));
}
export function zipBomb(): GivenFile {
  const zeros = new Uint8Array(40e6);
  return given('bomb.zip', zipSync(Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`${i}.txt`, zeros])), { level: 9 }));
}

/** Names that would leave the folder of who unpacks them, beside one that would not. */
export const climbingZip = given(
  'climbing.zip',
  zipSync({ '../../etc/passwd.txt': bytes(chapter(1)), '/absolute.txt': bytes(chapter(2)), 'C:\\windows\\x.txt': bytes(chapter(2)), 'fine.txt': bytes(chapter(3)) }),
);

/** Line 3 is broken; four documents are good. */
export const brokenLine = given(
  'rows.jsonl',
  [1, 2, 3, 4, 5].map((number) => (number === 3 ? '{"text": "cut off' : JSON.stringify({ text: chapter(number) }))).join('\n'),
);

/** Row 3 (2 with data) has too few cells, row 5 too many. */
export const raggedTable = given(
  'ragged.csv',
  ['title,text,year', 'One,"A first, quoted text that is long enough to be prose.",1851', 'Two', 'Three,A third text that is long enough to be prose.,1852', 'Four,A fourth text of prose.,1853,extra,more', 'Five,The fifth and last of the texts.,1854'].join('\n'),
);

/** Ten million characters and no line break. */
export const longLine = (): GivenFile => given('long-line.txt', 'all on one line and never a break in it '.repeat(250_000));

/** Halves of surrogate pairs, as JSON escapes and as the three bytes that encode them in no valid UTF-8. */
export const loneSurrogates = given(
  'halves.jsonl',
  Buffer.concat([
    bytes(`${JSON.stringify({ text: chapter(1) })}\n{"text": "a half \\ud83d of a pair \\udc00 and on"}\n{"text": "raw `),
    Buffer.from([0xed, 0xa0, 0xbd]),
    bytes(' bytes"}\n'),
  ]),
);

/** Shorter than any context. */
export const tinyCorpus = given('tiny.txt', 'Call me.');
