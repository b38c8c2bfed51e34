import type { ByteSource } from '../../encoding/byte-source';
import { noSamples, tooLong } from './audio-error';
import { KEPT_SAMPLE_RATE, MAX_RECORDING_SECONDS } from './limits';
import type { AudioContext, OpenAudio } from './open-audio';
import { toPcm16 } from './pcm-samples';
import { readWav } from './read-wav';
import { Resampler } from './resample';

/** A recording as it came: a file, or a member of an archive. */
export interface AudioFile extends Pick<ByteSource, 'path' | 'open'> {
  /** Formats other than WAV are read here and there, not from start to end. */
  blob(): Promise<Blob>;
}

export interface ImportContext extends AudioContext {
  /** Takes PCM: 16 bit signed little-endian, one channel. */
  readonly write: (pcm: Uint8Array) => Promise<void>;
  /** Lets messages in, and throws when the import was cancelled. */
  readonly breathe: () => Promise<void>;
  readonly mostSeconds?: number;
}

export interface ImportedAudio {
  /** Hertz: 16,000, or the recording's own where that is lower. */
  readonly sampleRate: number;
  readonly samples: number;
}

/** Decodes a recording block by block, one channel, at most 16 kHz. Throws LoamError `media/bad-audio`, `media/too-long`; AbortError. */
export async function importAudio(file: AudioFile, head: Uint8Array, context: ImportContext): Promise<ImportedAudio> {
  const audio = await openAudio(file, head, context);
  const sampleRate = Math.min(audio.sampleRate, KEPT_SAMPLE_RATE);
  const most = context.mostSeconds ?? MAX_RECORDING_SECONDS;
  const resampler = new Resampler(audio.sampleRate, sampleRate);
  let samples = 0;
  const keep = async (block: Float32Array) => {
    samples += block.length;
    if (samples > most * sampleRate) throw tooLong(file.path, most);
    if (block.length > 0) await context.write(toPcm16(block));
  };
  for await (const block of audio.blocks) {
    await context.breathe();
    await keep(resampler.push(block));
  }
  await keep(resampler.end());
  if (samples === 0) throw noSamples(file.path);
  return { sampleRate, samples };
}

/** WAV is read by our own reader, everything else by mediabunny, which is loaded for it. */
export async function openAudio(file: AudioFile, head: Uint8Array, context: AudioContext): Promise<OpenAudio> {
  if (isWav(head)) return readWav(file, context);
  const blob = await file.blob();
  return (await import('./read-encoded')).readEncoded(file.path, blob);
}

const isWav = (head: Uint8Array): boolean =>
  /^(RIFF|RIFX|RF64)[\s\S]{4}WAVE/.test(String.fromCharCode(...head.subarray(0, 12)));
