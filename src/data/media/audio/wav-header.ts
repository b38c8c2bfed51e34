import type { ByteQueue } from '../../encoding/byte-queue';
import { badAudio, checkFormat, unreadAudio } from './audio-error';
import { type PcmEncoding, type PcmFormat, sampleReader } from './pcm-samples';

export interface WavHeader extends PcmFormat {
  /** Hertz. */
  readonly sampleRate: number;
  readonly channels: number;
  /** Of all samples; undefined where the file does not say, as one that was written to a pipe: they go on to its end. */
  readonly dataBytes: number | undefined;
}

/** A file has a handful of chunks before its samples. */
const MAX_CHUNKS = 1000;
/** "As long as it takes": RF64 keeps the true size elsewhere, writers to pipes nowhere. */
const UNKNOWN = 0xffff_ff00;
/** WAVE_FORMAT_EXTENSIBLE keeps the format's number in the first two bytes of a GUID that otherwise is this. */
const GUID_REST = '000000001000800000aa00389b71';

/** Reads up to the first sample. Source: Multimedia Programming Interface and Data Specifications 1.0 (1991), RFC 2361, EBU Tech 3306 (RF64). */
export async function readWavHeader(queue: ByteQueue, path: string): Promise<WavHeader> {
  const riff = await take(queue, 12, path);
  const kind = ascii(riff, 0);
  if (kind === 'RIFX') throw unreadAudio(path, 'It is a WAV file with the bytes of its numbers in reverse (RIFX)');
  if ((kind !== 'RIFF' && kind !== 'RF64') || ascii(riff, 8) !== 'WAVE') throw badAudio(path, 'It is not a WAV file');
  const riffEnd = view(riff).getUint32(4, true) + 8;
  let format: Omit<WavHeader, 'dataBytes'> | undefined;
  let longSize: number | undefined;
  for (let chunk = 0; chunk < MAX_CHUNKS; chunk++) {
    const head = await take(queue, 8, path);
    const id = ascii(head, 0);
    const size = view(head).getUint32(4, true);
    if (id === 'data') {
      if (!format) throw badAudio(at(path, queue), 'The samples of this WAV file come before their format');
      return { ...format, dataBytes: dataBytes(size, longSize, riffEnd, queue.position) };
    }
    const read = id === 'fmt ' || id === 'ds64' ? await queue.take(Math.min(size, 64)) : new Uint8Array(0);
    if (id === 'fmt ') format = parseFormat(read, path);
    if (id === 'ds64' && read.length >= 16) longSize = Number(view(read).getBigUint64(8, true));
    // A chunk begins at an even place.
    await queue.skip(size - read.length + (size & 1));
  }
  throw badAudio(at(path, queue), `There are no samples within the first ${MAX_CHUNKS} chunks of this WAV file`);
}

function dataBytes(size: number, long: number | undefined, riffEnd: number, position: number): number | undefined {
  if (size >= UNKNOWN) return long !== undefined && long > 0 && long < UNKNOWN * 16 ? long : undefined;
  // Left at 0 by a writer that was stopped: then the size of the whole is wrong as well.
  if (size === 0 && (riffEnd <= position || riffEnd >= UNKNOWN)) return undefined;
  return size;
}

function parseFormat(bytes: Uint8Array, path: string): Omit<WavHeader, 'dataBytes'> {
  if (bytes.length < 16) throw badAudio(path, 'The format chunk of this WAV file is too short');
  const fields = view(bytes);
  const channels = fields.getUint16(2, true);
  const sampleRate = fields.getUint32(4, true);
  const blockBytes = fields.getUint16(12, true);
  const bits = fields.getUint16(14, true);
  checkFormat(path, { sampleRate, channels });
  const encoding = encodingOf(bytes, path);
  const one = { encoding, bytes: blockBytes / channels };
  if (!sampleReader(one) || bits === 0 || bits > one.bytes * 8)
    throw badAudio(
      path,
      `Samples of ${bits} bit (${encoding}), ${blockBytes} bytes for ${channels} channels, are not read`,
    );
  return { ...one, sampleRate, channels };
}

function encodingOf(bytes: Uint8Array, path: string): PcmEncoding {
  const tag = view(bytes).getUint16(0, true);
  const extensible = tag === 0xfffe && bytes.length >= 40 && hex(bytes.subarray(26, 40)) === GUID_REST;
  const id = extensible ? view(bytes).getUint16(24, true) : tag;
  const encoding = ENCODINGS[id];
  if (!encoding) throw unreadAudio(path, `This WAV file is compressed (${COMPRESSED[id] ?? `format ${id}`})`);
  return encoding;
}

const ENCODINGS: Readonly<Record<number, PcmEncoding>> = { 1: 'integer', 3: 'float', 6: 'a-law', 7: 'mu-law' };
const COMPRESSED: Readonly<Record<number, string>> = {
  2: 'Microsoft ADPCM',
  17: 'IMA ADPCM',
  49: 'GSM 6.10',
  80: 'MPEG audio',
  85: 'MP3',
  65534: 'an extension',
};

async function take(queue: ByteQueue, bytes: number, path: string): Promise<Uint8Array> {
  const taken = await queue.take(bytes);
  if (taken.length < bytes) throw badAudio(at(path, queue), 'This WAV file ends before its samples begin');
  return taken;
}

const at = (path: string, queue: ByteQueue): string => `${path}, byte ${queue.position}`;
const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const ascii = (bytes: Uint8Array, from: number) => String.fromCharCode(...bytes.subarray(from, from + 4));
const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
