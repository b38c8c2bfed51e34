import { joined } from '../../encoding/byte-source';

/** Some words, for compression. */
export const words = Array.from({ length: 60 }, (_, i) => `word${(i * 7919) % 1009}`).join(' ');
/** The words above as zstd 1.5.4 packs them at level 19, checksum included. */
export const packed = Uint8Array.from(
  atob(
    'KLUv/WTYADUEAGILGQ7g6aM5AzSlTFImmcLDgSZBRgEPDTVDqqqj9VfkVVvTyXqaUe3kjM2fCvfx3YI7N2W6q5KFwDMbhsgWinXzjMi65qTwmlr9Qjlv' +
      '1XfqnMyuNdKMmeny/QY8u78JRBNeZCAIMko6qBAivgaQLTYQEN8/YBy3Fr4cxe0fLnOm8xMRAnYKFMZ7yg==',
  ),
  (c) => c.charCodeAt(0),
);
export const MAGIC = [0x28, 0xb5, 0x2f, 0xfd];
/** Block header of RFC 8878, section 3.1.1.2. */
export const block = (last: boolean, type: number, size: number) => {
  const word = (last ? 1 : 0) | (type << 1) | (size << 3);
  return [word & 255, (word >> 8) & 255, word >> 16];
};
/** A frame of raw blocks with a window of 128 KB. */
export function rawFrame(contents: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [Uint8Array.of(...MAGIC, 0, 7 << 3)];
  for (let at = 0; at === 0 || at < contents.length; at += 1 << 17) {
    const piece = contents.subarray(at, at + (1 << 17));
    parts.push(Uint8Array.from(block(at + piece.length >= contents.length, 0, piece.length)), piece);
  }
  return joined(parts);
}
