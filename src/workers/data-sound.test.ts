import { describe, expect, it } from 'vitest';
import { defaultsOf } from '@/base/options';
import { augmentations } from '@/data/augment';
import { audioReader } from '@/data/media/audio/audio-reader';
import { readWav } from '@/data/media/audio/read-wav';
import { audioFile, sine, sineWav } from '@/data/media/audio/testing/make-wav';
import type { AudioReference } from '@/schema/media';
import { memoryStorage } from '@/storage/memory';
import { createDataApi } from './data-api';
import type { Sound } from './protocol';

const drop = [
  { path: 'set/metadata.csv', blob: new Blob(['a|Low tone.|low tone\nb|High tone.|high tone\n']) },
  { path: 'set/wavs/a.wav', blob: new Blob([sineWav(440, 22_050, 0.5)]) },
  { path: 'set/wavs/b.wav', blob: new Blob([sineWav(2000, 8000, 31)]) },
];

async function opened() {
  const storage = memoryStorage();
  const api = createDataApi(async () => storage, { media: [audioReader()] });
  await api.open({ progress: () => {} });
  const source = await api.add(drop, 'folder', 'set');
  const rows = await api.documents(0, 2);
  const [low, high] = rows
    .map(({ row }) => row?.media)
    .filter((media): media is AudioReference => media?.kind === 'audio');
  if (!low || !high) throw new Error('no recordings');
  return { api, source, rows, low, high };
}

async function samplesOf({ wav }: Sound): Promise<number[]> {
  const bytes = new Uint8Array((await wav?.arrayBuffer()) ?? new ArrayBuffer(0));
  const samples: number[] = [];
  for await (const block of (await readWav(audioFile('x.wav', bytes), { report: () => {} })).blocks)
    samples.push(...block);
  return samples;
}

/** The loudest mel band of a frame. */
const loudest = ({ spectrogram: { mels, levels } }: Sound, frame: number) => {
  const row = levels.subarray(frame * mels, (frame + 1) * mels);
  return row.indexOf(Math.max(...row));
};

describe('recordings with a transcript', () => {
  it('are heard and seen beside their text', async () => {
    const { api, source, rows, low, high } = await opened();
    expect(source.files.flatMap(({ problems }) => problems)).toEqual([]);
    expect(rows.map(({ text }) => text)).toEqual(['low tone', 'high tone']);
    expect(low).toMatchObject({ file: 'set/wavs/a.wav', sampleRate: 16_000, samples: 8000 });
    const sound = await api.sound(low);
    expect([sound.seconds, sound.sampleRate, sound.wav?.type]).toEqual([0.5, 16_000, 'audio/wav']);
    const wanted = sine(440, 16_000, 0.5);
    (await samplesOf(sound)).slice(400, 7600).forEach((x, i) => {
      if (Math.abs(x - (wanted[i + 400] ?? 0)) > 2e-4) throw new Error(`sample ${i + 400} is ${x}`);
    });
    expect(Math.max(...(sound.peaks ?? []))).toBeCloseTo(0.5, 2);
    expect(Math.min(...(sound.peaks ?? []))).toBeCloseTo(-0.5, 2);
    // 440 Hz is 6.6 mel; the 80 bands up to 8 kHz are 45.245 / 81 mel apart.
    expect(loudest(sound, 25)).toBe(Math.round((6.6 * 81) / 45.245) - 1);
    const long = await api.sound(high);
    expect([long.seconds, long.spectrogram.frames]).toEqual([30, 600]);
  });

  it('are shown before and after an augmentation', async () => {
    const { api } = await opened();
    const preview = async (id: string) => {
      const options = defaultsOf(augmentations.get(id).options);
      return (await api.augmentPreview({ id, on: true, options }, 3, { steps: [] }))[0];
    };
    const slow = await preview('audio-speed');
    expect(slow).toMatchObject({ before: 'low tone', after: 'low tone', file: 'set/metadata.csv' });
    const { before, after } = slow?.sounds ?? {};
    expect((after?.seconds ?? 0) / (before?.seconds ?? 1)).toBeCloseTo(
      slow?.done.startsWith('0.90') ? 1 / 0.9 : 1 / 1.1,
      3,
    );
    const masked = await preview('spec-augment');
    expect(masked?.done).toMatch(/band|stretch/);
    expect(masked?.sounds?.after.wav).toBeUndefined();
    expect(masked?.sounds?.after.spectrogram.levels).not.toEqual(masked?.sounds?.before.spectrogram.levels);
  });
});
