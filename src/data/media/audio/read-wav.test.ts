import { describe, expect, it } from 'vitest';
import { LoamError } from '@/base/errors';
import { A_LAW, MU_LAW } from './g711';
import { readWav } from './read-wav';
import { audioFile, pcmOf, type WavChoice, wavOf } from './testing/make-wav';

async function read(bytes: Uint8Array<ArrayBuffer>, chunkBytes?: number) {
  const problems: string[] = [];
  const audio = await readWav(audioFile('a.wav', bytes, chunkBytes), { report: ({ code }) => problems.push(code) });
  const samples: number[] = [];
  for await (const block of audio.blocks) samples.push(...block);
  return { ...audio, samples, problems };
}

const errorOf = async (bytes: Uint8Array<ArrayBuffer>): Promise<LoamError> => {
  const error = await read(bytes).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof LoamError)) throw new Error(`no LoamError but ${error}`);
  return error;
};

/** Little-endian bytes by a DataView's own writer. */
const bytesOf = (count: number, size: number, write: (view: DataView, at: number, i: number) => void) => {
  const view = new DataView(new ArrayBuffer(count * size));
  for (let i = 0; i < count; i++) write(view, i * size, i);
  return new Uint8Array(view.buffer);
};

describe('samples of a WAV file', () => {
  const wanted = [0, 0.5, -0.5, -1, 0.25];
  it.each<[string, WavChoice, Uint8Array]>([
    ['8 bit, unsigned', { bits: 8 }, Uint8Array.from([128, 192, 64, 0, 160])],
    ['16 bit', { bits: 16 }, pcmOf(wanted)],
    ['24 bit', { bits: 24 }, Uint8Array.from([0, 0, 0, 0, 0, 0x40, 0, 0, 0xc0, 0, 0, 0x80, 0, 0, 0x20])],
    ['20 bit in 24', { bits: 20 }, Uint8Array.from([0, 0, 0, 0, 0, 0x40, 0, 0, 0xc0, 0, 0, 0x80, 0, 0, 0x20])],
    ['32 bit', { bits: 32 }, bytesOf(5, 4, (view, at, i) => view.setInt32(at, (wanted[i] ?? 0) * 2 ** 31, true))],
    ['float', { format: 3, bits: 32 }, bytesOf(5, 4, (view, at, i) => view.setFloat32(at, wanted[i] ?? 0, true))],
    ['double', { format: 3, bits: 64 }, bytesOf(5, 8, (view, at, i) => view.setFloat64(at, wanted[i] ?? 0, true))],
    ['extensible 16 bit', { extensible: true }, pcmOf(wanted)],
    [
      'extensible float',
      { extensible: true, format: 3, bits: 32 },
      bytesOf(5, 4, (view, at, i) => view.setFloat32(at, wanted[i] ?? 0, true)),
    ],
  ])('%s', async (_, choice, data) => {
    for (const chunkBytes of [1, 7, 1000]) {
      const { samples, sampleRate, channels, problems } = await read(wavOf(data, choice), chunkBytes);
      expect(samples).toEqual(wanted);
      expect([sampleRate, channels, problems]).toEqual([16_000, 1, []]);
    }
  });

  it('of G.711 are those of its tables', async () => {
    // ITU-T G.711, tables 1a and 2a, at 16 bit: the ends, the smallest, and the first of the second segment.
    expect([0xd5, 0x55, 0xaa, 0x2a, 0xc5].map((code) => A_LAW[code])).toEqual([8, -8, 32_256, -32_256, 264]);
    expect([0xff, 0x7f, 0x80, 0x00, 0xef].map((code) => MU_LAW[code])).toEqual([0, 0, 32_124, -32_124, 132]);
    for (let code = 0; code < 128; code++) {
      expect(MU_LAW[code]).toBe(-(MU_LAW[code + 128] ?? 1) || 0);
      expect(A_LAW[code]).toBe(-(A_LAW[code + 128] ?? 1));
    }
    const data = Uint8Array.from([0xd5, 0xaa]);
    expect((await read(wavOf(data, { format: 6, bits: 8 }))).samples).toEqual([8 / 32_768, 32_256 / 32_768]);
    expect((await read(wavOf(data, { format: 7, bits: 8 }))).samples[1]).toBe((MU_LAW[0xaa] ?? 0) / 32_768);
  });

  it('are the mean of the channels', async () => {
    const { samples, channels } = await read(wavOf(pcmOf([0.5, 0, -0.5, -0.5, 1 / 4, -1 / 4]), { channels: 2 }));
    expect([samples, channels]).toEqual([[0.25, -0.5, 0], 2]);
  });

  it('that are no numbers are silence', async () => {
    const odd = [Number.NaN, Number.POSITIVE_INFINITY, 1e30, 0.5];
    const data = bytesOf(4, 4, (view, at, i) => view.setFloat32(at, odd[i] ?? 0, true));
    expect((await read(wavOf(data, { format: 3, bits: 32 }))).samples).toEqual([0, 0, 0, 0.5]);
  });
});

describe('a WAV file as programs write it', () => {
  const data = pcmOf([0.5, 0.25]);
  it('has other chunks, of odd length too', async () => {
    const chunks = [
      ['LIST', Uint8Array.from([1, 2, 3])],
      ['bext', new Uint8Array(602)],
    ] as const;
    expect((await read(wavOf(data, { chunks }))).samples).toEqual([0.5, 0.25]);
  });

  it('says nothing of its length when it went through a pipe', async () => {
    for (const [riffBytes, dataBytes] of [
      [0xffffffff, 0xffffffff],
      [0, 0],
      [36, 0],
      [0x7fffffff, 0xffffffff],
    ] as const) {
      const { samples, problems } = await read(wavOf(data, { riffBytes, dataBytes }));
      expect([samples, problems]).toEqual([[0.5, 0.25], []]);
    }
  });

  it('has its length in 64 bits (RF64)', async () => {
    const size = bytesOf(1, 28, (view) => view.setBigUint64(8, 4n, true));
    const file = wavOf(data, { chunks: [['ds64', size]], dataBytes: 0xffffffff });
    file.set([0x52, 0x46, 0x36, 0x34]);
    expect((await read(Uint8Array.from([...file, 9, 9, 9, 9]))).samples).toEqual([0.5, 0.25]);
  });

  it('was cut: what is there is kept, and said', async () => {
    const { samples, problems } = await read(wavOf(data, { dataBytes: 400 }));
    expect([samples, problems]).toEqual([[0.5, 0.25], ['media/cut-short']]);
    const whole = wavOf(pcmOf(new Float32Array(100)));
    expect((await read(whole.slice(0, 61))).samples).toHaveLength(8);
  });
});

describe('a file that is none', () => {
  const ok = wavOf(pcmOf([0]));
  const changed = (at: number, ...bytes: number[]) => {
    const copy = ok.slice();
    copy.set(bytes, at);
    return copy;
  };
  it.each([
    ['nothing', new Uint8Array(0), /ends before/],
    ['another format', Uint8Array.from({ length: 100 }, (_, i) => i), /not a WAV/],
    ['ends in its head', ok.slice(0, 38), /ends before/],
    ['ends in its format', ok.slice(0, 30), /too short/],
    ['big-endian', changed(0, 0x52, 0x49, 0x46, 0x58), /RIFX/],
    ['no channels', changed(22, 0, 0), /0 channels/],
    ['40,000 channels', changed(22, 0x40, 0x9c), /40000 channels/],
    ['no sample rate', changed(24, 0, 0, 0, 0), /sample rate is 0/],
    ['4 GHz', changed(24, 255, 255, 255, 255), /sample rate is 4294967295/],
    ['no bytes for a sample', changed(32, 0, 0), /0 bytes/],
    ['more bits than bytes', changed(34, 17, 0), /17 bit/],
    ['ADPCM', changed(20, 17), /IMA ADPCM/],
    ['samples without a format', changed(12, 0x78), /before their format/],
    ['chunks without end', Uint8Array.from([...ok.slice(0, 36), ...new Uint8Array(9000)]), /1000 chunks/],
  ])('%s', async (_, bytes, what) => {
    const { report } = await errorOf(bytes);
    expect(report.code).toMatch(/^media.(damaged|unsupported)$/);
    expect(report.what).toMatch(what);
    expect(report.where).toMatch(/^a\.wav/);
    expect(report.remedy).toMatch(/Convert/);
  });
});
