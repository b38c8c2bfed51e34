/** A FLAC file of 16 bit samples, one channel, stored as they are (RFC 9639: verbatim subframes): what needs a decoder, made without an encoder. */
export function flacOf(samples: Int16Array, sampleRate: number): Uint8Array {
  const info = new DataView(new ArrayBuffer(34));
  info.setUint16(0, BLOCK);
  info.setUint16(2, BLOCK);
  // 20 bits of sample rate, 3 of channels - 1, 5 of bits - 1, 36 of the number of samples.
  info.setUint32(10, sampleRate * 4096 + (15 << 4));
  info.setUint32(14, samples.length);
  const parts = [[0x66, 0x4c, 0x61, 0x43, 0x80, 0, 0, 34], new Uint8Array(info.buffer)];
  for (let at = 0, number = 0; at < samples.length; at += BLOCK, number++)
    parts.push(frame(samples.subarray(at, at + BLOCK), number));
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** Samples of a frame; a file of fewer than 128 frames numbers them in one byte. */
const BLOCK = 4096;

function frame(samples: Int16Array, number: number): number[] {
  const last = samples.length - 1;
  // Size of the block in 16 bits at the end of the header, rate of the stream, one channel, 16 bits a sample.
  const header = [0xff, 0xf8, 0x70, 0x08, number, last >> 8, last & 0xff];
  const body = [...samples].flatMap((sample) => [(sample >> 8) & 0xff, sample & 0xff]);
  const bytes = [...header, crc(header, 8, 0x07), 0x02, ...body];
  const check = crc(bytes, 16, 0x8005);
  return [...bytes, check >> 8, check & 0xff];
}

function crc(bytes: readonly number[], bits: number, polynomial: number): number {
  const top = 2 ** (bits - 1);
  let value = 0;
  for (const byte of bytes) {
    value ^= byte << (bits - 8);
    for (let i = 0; i < 8; i++) value = value & top ? ((value << 1) ^ polynomial) & (top * 2 - 1) : value << 1;
  }
  return value;
}
