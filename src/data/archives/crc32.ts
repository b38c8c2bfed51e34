const TABLE = Uint32Array.from({ length: 256 }, (_, i) => {
  let c = i;
  for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
  return c;
});

/** CRC-32 as zip and gzip use it (ISO 3309), continued from an earlier result. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let c = ~before;
  for (let i = 0; i < bytes.length; i++) c = ((TABLE[(c ^ (bytes[i] as number)) & 255] as number) ^ (c >>> 8)) | 0;
  return ~c >>> 0;
}
