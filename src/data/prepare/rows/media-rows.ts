import type { MediaReference } from '@/schema/media';
import type { Storage } from '@/storage/storage';
import type { AugmentKinds } from '../../augment/entry';
import { frameCount, logMel, MEL_BANDS } from '../../media/audio/log-mel';
import { readImage, readRecording } from '../../media/read-media';
import type { TextRange } from '../../split/text-ranges';
import { renderRow } from './render-row';
import { rowAt } from './row-reader';
import type { Augmentable, SplitRows } from './split-rows';

/** Kinds of augmentation that change what a row's text is about. */
export type MediaKind = 'image' | 'audio' | 'spectrogram';
type Media<K extends MediaKind> = AugmentKinds[K]['from'];

/** How the picture or the recording of a row comes to an augmentation of each kind; undefined for rows of other media. */
const READERS: {
  readonly [K in MediaKind]: (storage: Storage, reference: MediaReference) => Promise<Media<K> | undefined>;
} = {
  image: readImage,
  audio: readRecording,
  spectrogram: async (storage, reference) => {
    const recording = await readRecording(storage, reference);
    return recording && logMel(recording.samples, recording.sampleRate);
  },
};

/** Of a row its picture or recording; its text stays what it is. */
export const augmentableMedia =
  <K extends MediaKind>(kind: K, storage: Storage) =>
  ({ text, rendering }: SplitRows, range: TextRange): Augmentable<Media<K>> => {
    const row = rowAt(text, range);
    const media = row?.head?.media;
    return {
      values: media ? present(READERS[kind](storage, media)) : [],
      render: () => (row ? renderRow(row, rendering) : ''),
    };
  };

async function* present<T>(value: Promise<T | undefined>): AsyncGenerator<T> {
  const found = await value;
  if (found !== undefined) yield found;
}

/** How much of a kind the training side has, as `AugmentPlan.originalSize` counts it. */
export function mediaSize(kind: MediaKind, { split, text }: SplitRows): number {
  let size = 0;
  for (const range of split.train) {
    const media = rowAt(text, range)?.head?.media;
    if (media) size += sizeAs(kind, media);
  }
  return size;
}

function sizeAs(kind: MediaKind, media: MediaReference): number {
  if (media.kind === 'image') return kind === 'image' ? media.width * media.height * 3 : 0;
  if (kind === 'audio') return media.samples;
  return kind === 'spectrogram' ? frameCount(media.samples, media.sampleRate) * MEL_BANDS : 0;
}
