import type { Rng } from '@/base/rng';
import type { AugmentEntryOf, AugmentResources } from '@/data/augment/entry';
import { logMel } from '@/data/media/audio/log-mel';
import { toPcm16 } from '@/data/media/audio/pcm-samples';
import type { Recording } from '@/data/media/audio/recording';
import { soundPicture, toSpectrogram } from '@/data/media/audio/sound-picture';
import { wavFile } from '@/data/media/audio/write-wav';
import { readRecording } from '@/data/media/read-media';
import type { AudioReference, MediaReference } from '@/schema/media';
import type { Storage } from '@/storage/storage';
import type { AugmentExample, AugmentSetting, Sound } from './protocol';

/** So much of a longer recording is shown and played. */
const SHOWN_SECONDS = 30;

/** A recording, or its first seconds, to hear and to look at. */
export async function soundOf(storage: Storage, reference: AudioReference): Promise<Sound> {
  const recording = await readRecording(storage, reference, SHOWN_SECONDS);
  if (!recording) throw new Error(`${reference.file} is no recording`);
  return heard(recording);
}

/** What an augmentation makes of the sound of a row; undefined where it does not apply. */
export async function soundExample(
  entry: AugmentEntryOf<'audio'> | AugmentEntryOf<'spectrogram'>,
  storage: Storage,
  reference: MediaReference | undefined,
  options: AugmentSetting['options'],
  resources: AugmentResources,
  rng: Rng,
): Promise<Pick<AugmentExample, 'sounds' | 'done'> | undefined> {
  const recording = await readRecording(storage, reference, SHOWN_SECONDS);
  if (!recording) return undefined;
  if (entry.kind === 'audio') {
    const made = (await entry.load()).create(options, resources)(recording, rng);
    return made && { done: made.done, sounds: { before: heard(recording), after: heard(made.value) } };
  }
  const features = logMel(recording.samples, recording.sampleRate);
  const made = (await entry.load()).create(options, resources)(features, rng);
  if (!made) return undefined;
  const seen = { sampleRate: recording.sampleRate, seconds: recording.samples.length / recording.sampleRate };
  const before = { ...seen, spectrogram: toSpectrogram(features) };
  return { done: made.done, sounds: { before, after: { ...seen, spectrogram: toSpectrogram(made.value) } } };
}

function heard(recording: Recording): Sound {
  const { samples, sampleRate } = recording;
  return {
    wav: wavFile(toPcm16(samples), samples.length * 2, sampleRate),
    sampleRate,
    seconds: samples.length / sampleRate,
    ...soundPicture(recording),
  };
}
