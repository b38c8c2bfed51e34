/** WAV files made by code, for tests only. */

export interface WavChoice {
  readonly sampleRate?: number;
  readonly channels?: number;
  /** Format number: 1 PCM, 3 float, 6 A-law, 7 mu-law. */
  readonly format?: number;
  readonly bits?: number;
  readonly extensible?: boolean;
  /** Chunks between format and samples. */
  readonly chunks?: readonly (readonly [id: string, bytes: Uint8Array])[];
  /** What the file says, where it is not so. */
  readonly riffBytes?: number;
  readonly dataBytes?: number;
}

const text = (ascii: string): number[] => Array.from(ascii, (character) => character.charCodeAt(0));
const number = (value: number, bytes: number): number[] =>
  Array.from({ length: bytes }, (_, i) => Math.floor(value / 256 ** i) % 256);
const chunk = (id: string, bytes: ArrayLike<number>, says = bytes.length): number[] => [
  ...text(id),
  ...number(says, 4),
  ...Array.from(bytes),
  ...(bytes.length % 2 === 1 ? [0] : []),
];

/** A file of the given sample bytes, interleaved as its format has them. */
export function wavOf(data: Uint8Array, choice: WavChoice = {}): Uint8Array<ArrayBuffer> {
  const { sampleRate = 16_000, channels = 1, format = 1, bits = 16, extensible = false, chunks = [] } = choice;
  const frame = channels * Math.ceil(bits / 8);
  const plain = [channels, sampleRate, sampleRate * frame, frame, bits].flatMap((value, i) =>
    number(value, i === 1 || i === 2 ? 4 : 2),
  );
  const guid = [...number(format, 2), 0, 0, 0, 0, 16, 0, 128, 0, 0, 170, 0, 56, 155, 113];
  const fmt = extensible
    ? [...number(0xfffe, 2), ...plain, ...number(22, 2), ...number(bits, 2), ...number(0, 4), ...guid]
    : [...number(format, 2), ...plain];
  const head = [...text('WAVE'), ...chunk('fmt ', fmt), ...chunks.flatMap(([id, bytes]) => chunk(id, bytes))];
  const dataHead = [...text('data'), ...number(choice.dataBytes ?? data.length, 4)];
  const size = head.length + 8 + data.length + (data.length % 2);
  const before = Uint8Array.from([...text('RIFF'), ...number(choice.riffBytes ?? size, 4), ...head, ...dataHead]);
  const file = new Uint8Array(before.length + data.length + (data.length % 2));
  file.set(before);
  file.set(data, before.length);
  return file;
}

/** 16 bit PCM of samples, -1 to 1. */
export function pcmOf(samples: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(samples.length * 2));
  for (let i = 0; i < samples.length; i++)
    view.setInt16(i * 2, Math.max(-32_768, Math.min(32_767, Math.round((samples[i] ?? 0) * 32_768))), true);
  return new Uint8Array(view.buffer);
}

export const sine = (hz: number, sampleRate: number, seconds: number, amplitude = 0.5): Float32Array<ArrayBuffer> =>
  Float32Array.from(
    { length: Math.round(sampleRate * seconds) },
    (_, n) => amplitude * Math.sin((2 * Math.PI * hz * n) / sampleRate),
  );

export const sineWav = (hz: number, sampleRate: number, seconds: number): Uint8Array<ArrayBuffer> =>
  wavOf(pcmOf(sine(hz, sampleRate, seconds)), { sampleRate });

/** A file of bytes, handed over in chunks of so many. */
export function audioFile(path: string, bytes: Uint8Array<ArrayBuffer>, chunkBytes = 1000) {
  return {
    path,
    async *open() {
      for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
    },
  };
}
