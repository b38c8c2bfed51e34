import {
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacket,
  MkvOutputFormat,
  MovOutputFormat,
  Output,
} from 'mediabunny';
import { describe, expect, it } from 'vitest';
import { LoamError } from '@/base/errors';
import { flacOf } from '../../../../e2e/data/make-flac';
import { readEncoded } from './read-encoded';
import { pcmOf, sine } from './testing/make-wav';

/** A container with uncompressed sound, written by mediabunny. */
async function containerOf(
  format: MkvOutputFormat | MovOutputFormat,
  samples: Float32Array,
  channels = 1,
): Promise<Blob> {
  const target = new BufferTarget();
  const output = new Output({ format, target });
  const source = new EncodedAudioPacketSource('pcm-s16');
  output.addAudioTrack(source);
  await output.start();
  const decoderConfig = { codec: 'pcm-s16', numberOfChannels: channels, sampleRate: 8000 };
  const frames = samples.length / channels;
  await source.add(new EncodedPacket(pcmOf(samples), 'key', 0, frames / 8000), { decoderConfig });
  await output.finalize();
  return new Blob([target.buffer ?? new ArrayBuffer(0)]);
}

const errorOf = async (work: Promise<unknown>): Promise<LoamError> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof LoamError)) throw new Error(`no LoamError but ${error}`);
  return error;
};

describe('a container', () => {
  it.each([
    ['Matroska', new MkvOutputFormat()],
    ['QuickTime', new MovOutputFormat()],
  ])('%s: uncompressed sound is read without WebCodecs, mixed to one channel', async (_, format) => {
    const tone = sine(440, 8000, 0.5);
    const stereo = Float32Array.from({ length: tone.length * 2 }, (_, i) => (i % 2 === 0 ? (tone[i >> 1] ?? 0) : 0));
    const audio = await readEncoded('a.mkv', await containerOf(format, stereo, 2));
    expect([audio.sampleRate, audio.channels]).toEqual([8000, 2]);
    const heard: number[] = [];
    for await (const block of audio.blocks) heard.push(...block);
    expect(heard).toHaveLength(4000);
    heard.forEach((x, i) => {
      if (Math.abs(x - (tone[i] ?? 0) / 2) > 1e-4) throw new Error(`sample ${i} is ${x}`);
    });
  });

  it('whose sound is compressed says in Node that it needs a browser', async () => {
    const flac = flacOf(
      Int16Array.from({ length: 9000 }, (_, i) => i),
      16_000,
    );
    const { report } = await errorOf(readEncoded('a.flac', new Blob([new Uint8Array(flac)])));
    expect(report).toMatchObject({ code: 'media/unsupported', where: 'a.flac' });
    expect(report.what).toBe(
      'Its sound is compressed with flac; there is no decoder here (WebCodecs, which Node has not)',
    );
    expect(report.remedy).toMatch(/WAV/);
  });

  const tone = sine(440, 8000, 0.05);
  it.each([
    ['Matroska', () => containerOf(new MkvOutputFormat(), tone)],
    ['QuickTime', () => containerOf(new MovOutputFormat(), tone)],
    ['FLAC', async () => new Blob([new Uint8Array(flacOf(new Int16Array(400), 8000))])],
  ])('%s that is cut or changed anywhere is samples or an error for a person', async (_, make) => {
    const whole = new Uint8Array(await (await make()).arrayBuffer());
    const read = async (bytes: Uint8Array<ArrayBuffer>) => {
      for await (const _ of (await readEncoded('a.mov', new Blob([bytes]))).blocks);
    };
    for (let at = 0; at < whole.length; at += 1 + (whole.length >> 6)) {
      const changed = whole.slice();
      changed[at] = (changed[at] ?? 0) ^ 0xff;
      for (const bytes of [whole.slice(0, at), changed]) {
        const error = await read(bytes).then(
          () => undefined,
          (thrown: unknown) => thrown,
        );
        if (error !== undefined) expect(error).toBeInstanceOf(LoamError);
      }
    }
  });
});
