import type { MediaReference } from '@/schema/media';
import type { Storage } from '@/storage/storage';
import { sourceFiles } from '../corpus/stored-source';
import { fromPcm16 } from './audio/pcm-samples';
import type { Recording } from './audio/recording';
import type { RgbImage } from './images/rgb-image';

/** The bytes that a reference points to. Throws LoamError `storage/missing` when its source is gone. */
export async function readMedia(
  storage: Storage,
  { sourceId, byteStart, byteEnd }: MediaReference,
): Promise<Uint8Array<ArrayBuffer>> {
  const blob = await storage.blob(sourceFiles(sourceId).media);
  return new Uint8Array(await blob.slice(byteStart, byteEnd).arrayBuffer());
}

/** The sound of a row, or its first seconds; undefined when the row has none. */
export async function readRecording(
  storage: Storage,
  reference: MediaReference | undefined,
  mostSeconds = Number.POSITIVE_INFINITY,
): Promise<Recording | undefined> {
  if (reference?.kind !== 'audio') return undefined;
  const { sampleRate, byteStart } = reference;
  const byteEnd = Math.min(reference.byteEnd, byteStart + Math.ceil(mostSeconds * sampleRate) * 2);
  return { sampleRate, samples: fromPcm16(await readMedia(storage, { ...reference, byteEnd })) };
}

/** The picture of a row; undefined when the row has none. */
export async function readImage(
  storage: Storage,
  reference: MediaReference | undefined,
): Promise<RgbImage | undefined> {
  if (reference?.kind !== 'image') return undefined;
  const { width, height } = reference;
  return { width, height, pixels: await readMedia(storage, reference) };
}
