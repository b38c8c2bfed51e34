import type { MediaFile, MediaReadContext, MediaReader } from '../media-reader';
import { readWhole } from '../read-whole';
import { noSamples, tooLong } from './audio-error';
import { KEPT_SAMPLE_RATE, MAX_ENCODED_BYTES, MAX_RECORDING_SECONDS } from './limits';
import type { OpenAudio } from './open-audio';
import { toPcm16 } from './pcm-samples';
import { readWav } from './read-wav';
import { Resampler } from './resample';

/** Recordings as PCM of 16 bit, one channel, 16 kHz or their own rate where that is lower; decoded block by block. */
export const audioReader = (mostSeconds = MAX_RECORDING_SECONDS): MediaReader => ({
  kind: 'audio',
  async read(file, context) {
    const audio = await openAudio(file, context);
    const sampleRate = Math.min(audio.sampleRate, KEPT_SAMPLE_RATE);
    const resampler = new Resampler(audio.sampleRate, sampleRate);
    let samples = 0;
    const keep = async (block: Float32Array) => {
      samples += block.length;
      if (samples > mostSeconds * sampleRate) throw tooLong(file.path, mostSeconds);
      if (block.length > 0) await context.write(toPcm16(block));
    };
    for await (const block of audio.blocks) {
      await context.breathe();
      await keep(resampler.push(block));
    }
    await keep(resampler.end());
    if (samples === 0) throw noSamples(file.path);
    return { kind: 'audio', sampleRate, samples };
  },
});

/** WAV is read by our own reader, everything else by mediabunny, which is loaded for it. */
async function openAudio({ path, format, source }: MediaFile, context: MediaReadContext): Promise<OpenAudio> {
  if (format === 'wav') return readWav({ path, open: () => source.open() }, context);
  // Containers are read here and there, not from start to end.
  const blob = source.blob ?? new Blob([await readWhole(source, MAX_ENCODED_BYTES)]);
  return (await import('./read-encoded')).readEncoded(path, blob);
}
