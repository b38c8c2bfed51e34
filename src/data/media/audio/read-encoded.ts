import {
  ADTS,
  type AudioSample,
  AudioSampleSink,
  FLAC,
  Input,
  InputDisposedError,
  MATROSKA,
  MP3,
  MP4,
  OGG,
  QTFF,
  WEBM,
} from 'mediabunny';
import { isAbort, LoamError } from '@/base/errors';
import { badAudio, checkFormat, noSamples, unreadAudio } from './audio-error';
import { boundedSource } from './bounded-source';
import type { OpenAudio } from './open-audio';

/** The formats that are files by themselves. Playlists (HLS) name other files, and nothing is fetched. */
const FORMATS = [MP4, QTFF, MATROSKA, WEBM, OGG, FLAC, MP3, ADTS];

/**
 * MP3, Ogg, FLAC, M4A, WebM and the sound of a film: mediabunny takes the container apart, the browser's own AudioDecoder (WebCodecs) does the
 * rest. Node has none: there only uncompressed sound in such containers is read.
 */
export async function readEncoded(path: string, blob: Blob): Promise<OpenAudio> {
  const input = new Input({ source: boundedSource(blob), formats: FORMATS });
  try {
    const samples = (await openTrack(input, path))[Symbol.asyncIterator]();
    const { value: first, done } = await samples.next();
    if (done) throw noSamples(path);
    // A decoder may give another rate than the container declares (HE-AAC: twice as high).
    const { sampleRate, numberOfChannels: channels } = first;
    checkFormat(path, { sampleRate, channels });
    return { sampleRate, channels, blocks: blocks(input, path, first, samples) };
  } catch (error) {
    input.dispose();
    throw named(error, path);
  }
}

async function openTrack(input: Input, path: string): Promise<AsyncIterable<AudioSample>> {
  const track = await input.getPrimaryAudioTrack();
  if (!track) throw badAudio(path, 'There is no sound in this file', 'Drop a recording, or leave the file out.');
  if (!(await track.canDecode())) {
    const codec = (await track.getCodec()) ?? 'an unknown codec';
    const why =
      typeof AudioDecoder === 'undefined'
        ? 'there is no decoder here (WebCodecs, which Node has not)'
        : 'this browser cannot decode it';
    throw unreadAudio(path, `Its sound is compressed with ${codec}; ${why}`);
  }
  return new AudioSampleSink(track).samples();
}

async function* blocks(
  input: Input,
  path: string,
  first: AudioSample,
  rest: AsyncIterator<AudioSample>,
): AsyncGenerator<Float32Array> {
  const { sampleRate, numberOfChannels } = first;
  try {
    for (let sample: AudioSample | undefined = first; sample; ) {
      if (sample.sampleRate !== sampleRate || sample.numberOfChannels !== numberOfChannels)
        throw badAudio(path, 'Its sample rate or its channels change on the way');
      const mono = mixed(sample);
      sample.close();
      if (mono.length > 0) yield mono;
      const next: IteratorResult<AudioSample> = await rest.next();
      sample = next.done ? undefined : next.value;
    }
  } catch (error) {
    throw named(error, path);
  } finally {
    await rest.return?.();
    input.dispose();
  }
}

/** The mean of all channels. What lies before time 0 is the encoder's run-up and is not heard. */
function mixed(sample: AudioSample): Float32Array {
  const skipped = Math.max(0, Math.round(-sample.timestamp * sample.sampleRate));
  const frames = sample.numberOfFrames - skipped;
  if (frames <= 0) return new Float32Array(0);
  const sum = new Float32Array(frames);
  const plane = new Float32Array(frames);
  for (let planeIndex = 0; planeIndex < sample.numberOfChannels; planeIndex++) {
    sample.copyTo(plane, { planeIndex, format: 'f32-planar', frameOffset: skipped });
    for (let i = 0; i < frames; i++) sum[i] = (sum[i] ?? 0) + (plane[i] ?? 0) / sample.numberOfChannels;
  }
  return sum;
}

/** What mediabunny or the decoder threw, with the file's name. */
function named(error: unknown, path: string): unknown {
  if (isAbort(error) || error instanceof LoamError) return error;
  const why = error instanceof Error && !(error instanceof InputDisposedError) ? ` (${error.message})` : '';
  return badAudio(path, `This recording is damaged, or of a kind that is not read${why}`, undefined, error);
}
