import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LoamError } from '@/base/errors';
import { audioReader } from './audio-reader';
import { fromPcm16 } from './pcm-samples';
import { audioFile, pcmOf, sine, sineWav, wavOf } from './testing/make-wav';

async function imported(bytes: Uint8Array<ArrayBuffer>, mostSeconds?: number, path = 'a.wav') {
  const problems: string[] = [];
  const blocks: Uint8Array[] = [];
  const format = path.endsWith('.mp3') ? 'mp3' : 'wav';
  const audio = await audioReader(mostSeconds).read(
    { path, format, source: audioFile(path, bytes) },
    {
      report: ({ code }) => problems.push(code),
      write: async (pcm) => {
        blocks.push(pcm);
      },
      breathe: async () => {},
    },
  );
  if (audio.kind !== 'audio') throw new Error('no recording');
  return { ...audio, problems, pcm: Uint8Array.from(blocks.flatMap((block) => [...block])) };
}

const thrown = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('import of a recording', () => {
  it('keeps 16 bit PCM of up to 16 kHz to the bit', async () => {
    const pcm = pcmOf([0, 1, -1, 0.3, -1 / 32_768, 32_767 / 32_768]);
    const { pcm: kept, ...rest } = await imported(wavOf(pcm, { sampleRate: 8000 }));
    expect(kept).toEqual(pcm);
    expect(rest).toEqual({ kind: 'audio', sampleRate: 8000, samples: 6, problems: [] });
  });

  it('brings what is faster to 16 kHz', async () => {
    const { samples, sampleRate, pcm } = await imported(sineWav(440, 44_100, 0.5));
    expect([samples, sampleRate]).toEqual([8000, 16_000]);
    const wanted = sine(440, 16_000, 0.5);
    const heard = fromPcm16(pcm);
    for (let i = 400; i < 7600; i += 7) expect(Math.abs((heard[i] ?? 0) - (wanted[i] ?? 0))).toBeLessThan(2e-4);
  });

  it('has an end', async () => {
    const error = await thrown(imported(sineWav(440, 8000, 1.01), 1));
    expect(error).toMatchObject({ report: { code: 'media/too-long', where: 'a.wav' } });
    expect((await imported(sineWav(440, 8000, 1), 1)).samples).toBe(8000);
  });

  it('needs samples', async () => {
    expect(await thrown(imported(wavOf(new Uint8Array(0))))).toMatchObject({ report: { code: 'media/damaged' } });
  });

  it('says in Node that a compressed one needs a browser, or what is wrong with it', async () => {
    const noMp3 = Uint8Array.from({ length: 5000 }, (_, i) => (i * 37) % 251);
    const error = await thrown(imported(noMp3, undefined, 'a.mp3'));
    expect(error).toMatchObject({ report: { code: 'media/damaged', where: 'a.mp3' } });
    expect((error as LoamError).report.remedy).toMatch(/WAV/);
    // Layer III, 128 kbit/s, 44.1 kHz: 417 bytes a frame, of silence.
    const frame = new Uint8Array(417);
    frame.set([0xff, 0xfb, 0x90, 0xc0]);
    const mp3 = Uint8Array.from(Array.from({ length: 20 }, () => [...frame]).flat());
    expect(await thrown(imported(mp3, undefined, 'b.mp3'))).toMatchObject({
      report: {
        code: 'media/unsupported',
        what: 'Its sound is compressed with mp3; there is no decoder here (WebCodecs, which Node has not)',
        where: 'b.mp3',
      },
    });
  });

  it('takes any damage as samples or as an error for a person', async () => {
    const seeds = [
      sineWav(300, 8000, 0.02),
      wavOf(new Uint8Array(99), { extensible: true, bits: 24, channels: 3, chunks: [['LIST', new Uint8Array(9)]] }),
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...seeds),
        fc.array(fc.tuple(fc.nat(120), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        fc.nat(500),
        async (seed, changes, end) => {
          const bytes = seed.slice(0, Math.max(12, end));
          for (const [at, byte] of changes) if (at >= 4 && at < bytes.length) bytes[at] = byte;
          // What is no WAV any more goes to mediabunny, which has its own turn above.
          bytes.set([0x57, 0x41, 0x56, 0x45], 8);
          const error = await thrown(imported(bytes, 10));
          if (error !== undefined) expect(error).toBeInstanceOf(LoamError);
        },
      ),
      { numRuns: 400, seed: 1 },
    );
  });
});
