import { LoamError } from '@/base/errors';
import { MAX_CHANNELS, MAX_RECORDING_SECONDS, SAMPLE_RATES } from './limits';

const CONVERT = 'Convert it to WAV with 16 bit PCM (ffmpeg -i IN -c:a pcm_s16le OUT.wav), then drop it again.';

/** A recording that is damaged, or none. */
export const badAudio = (where: string, what: string, remedy = CONVERT, cause?: unknown): LoamError =>
  new LoamError({ code: 'media/damaged', what, where, remedy }, cause === undefined ? undefined : { cause });

/** A recording of a kind that is not read here. */
export const unreadAudio = (where: string, what: string): LoamError =>
  new LoamError({ code: 'media/unsupported', what, where, remedy: CONVERT });

export const tooLong = (where: string, most = MAX_RECORDING_SECONDS): LoamError =>
  new LoamError({
    code: 'media/too-long',
    what: `This recording is longer than ${most / 60} minutes`,
    where,
    remedy: 'Cut it at pauses into pieces of up to half a minute, each with its own transcript.',
  });

export const noSamples = (where: string): LoamError =>
  badAudio(where, 'There are no samples in this recording', 'Check that it plays; otherwise leave it out.');

/** Throws where a file declares what no recording has. */
export function checkFormat(where: string, { sampleRate, channels }: { sampleRate: number; channels: number }): void {
  if (!(sampleRate >= SAMPLE_RATES.least && sampleRate <= SAMPLE_RATES.most))
    throw badAudio(
      where,
      `Its sample rate is ${sampleRate} Hz; ${SAMPLE_RATES.least} to ${SAMPLE_RATES.most} are read`,
    );
  if (!(channels >= 1 && channels <= MAX_CHANNELS))
    throw badAudio(where, `It has ${channels} channels; 1 to ${MAX_CHANNELS} are read`);
}
