import { Gunzip } from 'fflate';
import { joined } from '../encoding/byte-source';
import { crc32 } from './crc32';

/** Why a gzip stream could not be read to its end, and after how many bytes that showed. */
export class BrokenGzip extends Error {
  constructor(
    readonly position: number,
    readonly truncated: boolean,
    options?: ErrorOptions,
  ) {
    super(truncated ? 'truncated' : 'damaged', options);
  }
}

/** A deflated byte becomes at most 1032: no push makes more than 16 MB. */
const PUSH_BYTES = 1 << 14;
/** Trailers are looked up in the input just read; a header between them is at most about 64 KB. */
const RECENT_BYTES = 1 << 18;
/** A gzip member that holds nothing: pushed after the end, it is recognised only if the last real member is complete. */
const EMPTY_MEMBER = Uint8Array.of(31, 139, 8, 0, 0, 0, 0, 0, 0, 255, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0);

/**
 * All members of a gzip file (RFC 1952), by fflate, with the checksum and length of each verified, which fflate leaves out. Throws
 * BrokenGzip.
 */
export async function* gunzipMembers(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let out: Uint8Array[] = [];
  let position = 0;
  let recent: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  let crc = 0;
  let length = 0;
  let complete = false;
  let wrong = false;
  const gunzip = new Gunzip((chunk) => {
    if (chunk.length === 0) return;
    crc = crc32(chunk, crc);
    length += chunk.length;
    out.push(chunk);
  });
  gunzip.onmember = (start) => {
    const at = recent.length - (position - start) - 8;
    const trailer = new DataView(recent.buffer, recent.byteOffset + Math.max(0, at));
    wrong ||= at < 0 || trailer.getUint32(0, true) !== crc || trailer.getUint32(4, true) !== length % 2 ** 32;
    complete = start === position;
    crc = 0;
    length = 0;
  };
  for await (const chunk of chunks) {
    for (let from = 0; from < chunk.length; from += PUSH_BYTES) {
      const piece = chunk.slice(from, from + PUSH_BYTES);
      recent = joined([recent.subarray(-RECENT_BYTES), piece]);
      position += piece.length;
      try {
        gunzip.push(piece, false);
      } catch (cause) {
        throw new BrokenGzip(position - piece.length, false, { cause });
      }
      if (wrong) throw new BrokenGzip(position, false);
      yield* out;
      out = [];
    }
  }
  complete = false;
  try {
    gunzip.push(EMPTY_MEMBER, false);
  } catch {
    // The bytes were taken for the rest of what is missing.
  }
  if (wrong || !complete) throw new BrokenGzip(position, !wrong);
  yield* out;
}
