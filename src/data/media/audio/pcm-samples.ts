import { A_LAW, MU_LAW } from './g711';

/** How one sample lies in a file, little-endian. Integers of 8 bit are unsigned, longer ones signed and in the upper bits of their bytes. */
export type PcmEncoding = 'integer' | 'float' | 'a-law' | 'mu-law';

export interface PcmFormat {
  readonly encoding: PcmEncoding;
  /** Of one sample. */
  readonly bytes: number;
}

type ReadSample = (view: DataView, at: number) => number;

/** Reads one sample as a number, -1 to 1; undefined for a format that does not exist. */
export function sampleReader({ encoding, bytes }: PcmFormat): ReadSample | undefined {
  return READERS[`${encoding} ${bytes}`];
}

const READERS: Readonly<Record<string, ReadSample>> = {
  'integer 1': (view, at) => (view.getUint8(at) - 128) / 128,
  'integer 2': (view, at) => view.getInt16(at, true) / 32_768,
  'integer 3': (view, at) => ((view.getInt8(at + 2) << 16) | view.getUint16(at, true)) / 8_388_608,
  'integer 4': (view, at) => view.getInt32(at, true) / 2_147_483_648,
  'float 4': (view, at) => finite(view.getFloat32(at, true)),
  'float 8': (view, at) => finite(view.getFloat64(at, true)),
  'a-law 1': (view, at) => (A_LAW[view.getUint8(at)] ?? 0) / 32_768,
  'mu-law 1': (view, at) => (MU_LAW[view.getUint8(at)] ?? 0) / 32_768,
};

/** Broken floats become silence instead of spreading through a filter; huge ones would do the same. */
const finite = (value: number): number => (Math.abs(value) <= 1e6 ? value : 0);

/** Samples of one channel to PCM of 16 bit; what is beyond full scale is clipped. Exact for samples that came from such PCM. */
export function toPcm16(samples: Float32Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(samples.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < samples.length; i++) {
    const value = Math.round((samples[i] ?? 0) * 32_768);
    view.setInt16(i * 2, Math.max(-32_768, Math.min(32_767, value)), true);
  }
  return bytes;
}

/** The other way; a last odd byte is passed over. */
export function fromPcm16(bytes: Uint8Array): Float32Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const samples = new Float32Array(bytes.byteLength >> 1);
  for (let i = 0; i < samples.length; i++) samples[i] = view.getInt16(i * 2, true) / 32_768;
  return samples;
}
