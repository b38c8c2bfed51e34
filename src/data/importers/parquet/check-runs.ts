import { CrookedPages } from './crooked-pages';

/** Padding that writers put behind the last value. */
const SLACK = 1 << 10;

/**
 * Walks over the runs of the RLE and bit-packing hybrid (parquet-format, Encodings.md) that hold `wanted` numbers of `width` bits, and returns where
 * they end. The library believes a run's length: one damaged byte would make it fill memory. Throws CrookedPages.
 */
export function checkRuns(bytes: Uint8Array, start: number, width: number, wanted: number): void {
  let at = start;
  for (let seen = 0; seen < wanted; ) {
    let header = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      if (byte === undefined || shift > 28) throw new CrookedPages('runs break off');
      header += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    const packed = header % 2 === 1;
    const count = Math.floor(header / 2) * (packed ? 8 : 1);
    if (count > wanted - seen + SLACK) throw new CrookedPages('a run is longer than its page');
    at += packed ? (count / 8) * width : Math.ceil(width / 8);
    seen += count;
  }
}

/** The bits that a level of at most `max` takes. */
export const levelBits = (max: number): number => 32 - Math.clz32(max);
