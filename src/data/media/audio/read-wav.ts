import { ByteQueue } from '../../encoding/byte-queue';
import type { ByteSource } from '../../encoding/byte-source';
import type { MediaReadContext } from '../media-reader';
import type { OpenAudio } from './open-audio';
import { sampleReader } from './pcm-samples';
import { readWavHeader, type WavHeader } from './wav-header';

const BLOCK_FRAMES = 1 << 15;

/** A WAV file, read from its start to the end of its samples: PCM of 8 to 32 bit, floats of 32 and 64 bit, A-law and mu-law. */
export async function readWav(
  file: Pick<ByteSource, 'path' | 'open'>,
  context: Pick<MediaReadContext, 'report'>,
): Promise<OpenAudio> {
  const queue = new ByteQueue(file.open());
  try {
    const header = await readWavHeader(queue, file.path);
    return { ...header, blocks: blocks(queue, header, file.path, context) };
  } catch (error) {
    await queue.close();
    throw error;
  }
}

async function* blocks(
  queue: ByteQueue,
  { dataBytes, ...format }: WavHeader,
  path: string,
  context: Pick<MediaReadContext, 'report'>,
): AsyncGenerator<Float32Array> {
  const frameBytes = format.channels * format.bytes;
  try {
    for (let rest = dataBytes ?? Number.POSITIVE_INFINITY; rest > 0; ) {
      const wanted = Math.min(rest, BLOCK_FRAMES * frameBytes);
      const bytes = await queue.take(wanted);
      if (bytes.length >= frameBytes) yield mixed(bytes, format);
      rest -= bytes.length;
      if (bytes.length === wanted) continue;
      if (dataBytes !== undefined) context.report(cutShort(path, queue.position, rest));
      return;
    }
  } finally {
    await queue.close();
  }
}

/** The mean of all channels; what is left of a frame that was cut is passed over. */
function mixed(bytes: Uint8Array, format: Omit<WavHeader, 'dataBytes'>): Float32Array {
  const read = sampleReader(format);
  if (!read) throw new Error(`no samples of ${format.encoding} ${format.bytes}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { channels } = format;
  const samples = new Float32Array(Math.floor(bytes.length / (channels * format.bytes)));
  let at = 0;
  for (let i = 0; i < samples.length; i++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++, at += format.bytes) sum += read(view, at);
    samples[i] = sum / channels;
  }
  return samples;
}

const cutShort = (path: string, position: number, missing: number) =>
  ({
    severity: 'warning',
    code: 'media/cut-short',
    what: `This recording ends ${missing.toLocaleString('en')} bytes before it says; what is there was kept`,
    where: `${path}, byte ${position}`,
    remedy: 'Copy the file again if its end matters.',
  }) as const;
