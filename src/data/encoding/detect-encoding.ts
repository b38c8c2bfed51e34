import chardet from 'chardet';
import { LoamError } from '@/base/errors';
import type { EncodingReport } from '@/schema/source';
import { type ByteSource, joined } from './byte-source';
import { looksBinary, utf16Pattern } from './looks-binary';
import { Utf8Check } from './utf8-check';
import { utf8Sequences } from './utf8-sequences';
import { WholeCharacters } from './whole-characters';

/** Judged by looks: byte-order mark, NULs, control characters. */
export const JUDGED_BYTES = 1 << 16;
/** Statistics need some text, not all of it. */
const SAMPLE_BYTES = 1 << 17;
/** Read on before a file is refused as binary: a compressed bomb of zeros is then named as what it is. */
const PATIENCE_BYTES = 11e6;
/** So much of what is not ASCII must be well formed for a damaged file to count as UTF-8. Text in another encoding reaches a few percent. */
const DAMAGED_UTF8_SHARE = 0.9;

export interface Detection {
  readonly encoding: EncodingReport;
  /** Of the byte-order mark. */
  readonly skipBytes: number;
  /** Every byte was seen to be valid. */
  readonly valid: boolean;
  readonly sizeBytes: number;
}

const BYTE_ORDER_MARKS: readonly (readonly [string, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/**
 * Establishes a file's encoding by reading all of it once, so that nothing is stored of a file that later turns out to be something else:
 * byte-order mark, UTF-16's pattern of NULs, valid UTF-8 to the last byte, and only then statistics (chardet) on a bounded sample, half
 * from the beginning and half from where UTF-8 broke. What the file itself names (`declared`) goes before statistics, not before the bytes: it is
 * often wrong. Throws LoamError `import/empty`, `import/binary`, and what the source throws.
 */
export async function detectEncoding(
  source: ByteSource,
  breathe: () => Promise<void> = async () => {},
  declared?: string,
): Promise<Detection> {
  let head = new Uint8Array(0);
  let sizeBytes = 0;
  let marked: Encoded | undefined;
  let binary: LoamError | undefined;
  let decoder: TextDecoder | undefined;
  /** From the first chunk that is not valid. */
  let broken: Uint8Array | undefined;
  const check = new Utf8Check();
  const whole = new WholeCharacters();

  const judge = () => {
    marked = byMark(head);
    if (marked) {
      decoder = new TextDecoder(marked.encoding.name, { fatal: true });
      return;
    }
    binary = refusal(head, source.path);
    const utf16 = binary ? undefined : utf16Pattern(head);
    if (utf16) marked = { encoding: { name: utf16, how: 'null-byte pattern' }, skipBytes: 0 };
    decoder = new TextDecoder(utf16 ?? 'utf-8', { fatal: true });
  };
  const follow = (chunk: Uint8Array, last: boolean) => {
    if (binary || !decoder) return;
    if (broken === undefined) {
      // UTF-8, by far the most frequent, has a check of its own.
      const utf8 = decoder.encoding === 'utf-8';
      const sequences = utf8 ? utf8Sequences(last ? whole.rest : whole.push(chunk)) : undefined;
      if (utf8 ? sequences !== undefined : decoded(decoder, chunk, last) !== undefined)
        check.sequences += sequences ?? 0;
      else broken = chunk.slice(0, SAMPLE_BYTES / 2);
    }
    if (broken !== undefined) check.push(chunk);
  };

  for await (const chunk of source.open()) {
    await breathe();
    sizeBytes += chunk.length;
    if (decoder || binary) follow(chunk, false);
    else {
      head = joined([head, chunk]);
      if (head.length < JUDGED_BYTES) continue;
      const first = head;
      head = head.slice(0, JUDGED_BYTES);
      judge();
      follow(first, false);
    }
    if (binary && sizeBytes > PATIENCE_BYTES) throw binary;
  }
  if (sizeBytes === 0) throw emptyFile(source.path);
  if (!decoder && !binary) {
    judge();
    follow(head, false);
  }
  if (binary) throw binary;
  follow(new Uint8Array(0), true);

  const named = declared === undefined ? undefined : decoderLabel(declared);
  const valid = broken === undefined;
  if (marked) return { ...marked, valid, sizeBytes };
  // Its shifts are ASCII: only its name tells it from UTF-8.
  if (valid && named !== 'iso-2022-jp')
    return { encoding: { name: 'utf-8', how: 'valid UTF-8' }, skipBytes: 0, valid, sizeBytes };
  if (!valid && check.share >= DAMAGED_UTF8_SHARE) {
    const encoding: EncodingReport = { name: 'utf-8', how: 'statistics', confidence: check.share };
    return { encoding, skipBytes: 0, valid, sizeBytes };
  }
  const candidates = byStatistics(joined([head, broken ?? new Uint8Array(0)]));
  if (named && !named.startsWith('utf')) candidates.unshift({ name: named, how: 'declared' });
  for (const encoding of candidates)
    if (await isValid(source, encoding.name, breathe)) return { encoding, skipBytes: 0, valid: true, sizeBytes };
  return { encoding: candidates[0] ?? LAST_RESORT, skipBytes: 0, valid: false, sizeBytes };
}

type Encoded = Pick<Detection, 'encoding' | 'skipBytes'>;

/** What a byte-order mark says. */
export function byMark(head: Uint8Array): Encoded | undefined {
  for (const [name, mark] of BYTE_ORDER_MARKS)
    if (mark.every((byte, i) => head[i] === byte))
      return { encoding: { name, how: 'byte-order mark' }, skipBytes: mark.length };
  return undefined;
}

/** Undefined when the bytes are not valid. */
function decoded(decoder: TextDecoder, chunk: Uint8Array, last: boolean): string | undefined {
  try {
    return decoder.decode(chunk, { stream: !last });
  } catch {
    return undefined;
  }
}

/** windows-1252 decodes every byte: the encoding of last resort, and said to be one. */
const LAST_RESORT: EncodingReport = { name: 'windows-1252', how: 'statistics', confidence: 0 };
const MOST_CANDIDATES = 3;

/** What chardet takes the sample for, most probable first. */
function byStatistics(sample: Uint8Array): EncodingReport[] {
  const found: EncodingReport[] = [];
  for (const { name, confidence } of chardet.analyse(sample)) {
    const label = decoderLabel(name);
    // Not UTF-8: that was just disproved. UTF-16 and UTF-32 would have shown NULs. A tenth of a chance is none.
    if (!label || label.startsWith('utf') || confidence < 10 || found.some((known) => known.name === label)) continue;
    found.push({ name: label, how: 'statistics', confidence: confidence / 100 });
    if (found.length === MOST_CANDIDATES) break;
  }
  return found.length > 0 ? found : [LAST_RESORT];
}

/** Reads the source once more: statistics saw a sample, this sees all. */
async function isValid(source: ByteSource, encoding: string, breathe: () => Promise<void>): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const chunk of source.open()) {
    await breathe();
    if (decoded(decoder, chunk, false) === undefined) return false;
  }
  return decoded(decoder, new Uint8Array(0), true) !== undefined;
}

function decoderLabel(name: string): string | undefined {
  try {
    return new TextDecoder(name).encoding;
  } catch {
    return undefined;
  }
}

export function emptyFile(path: string): LoamError {
  return new LoamError({
    code: 'import/empty',
    what: 'This file is empty',
    where: path,
    remedy: 'Check that it was saved or downloaded completely, then drop it again.',
  });
}

function refusal(head: Uint8Array, path: string): LoamError | undefined {
  const what = looksBinary(head);
  if (!what) return undefined;
  return new LoamError({
    code: 'import/binary',
    what: `This is not text but ${what}`,
    where: path,
    remedy: 'Give the text itself, or convert the file to plain text first.',
  });
}
