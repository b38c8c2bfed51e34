export type ImageFormat = 'png' | 'jpeg' | 'webp' | 'gif' | 'bmp' | 'avif';
export type AudioFormat = 'wav' | 'mp3' | 'ogg' | 'flac' | 'mp4' | 'webm' | 'aac';

export type MediaKind =
  | { readonly kind: 'image'; readonly format: ImageFormat }
  | { readonly kind: 'audio'; readonly format: AudioFormat };

const image = (format: ImageFormat): MediaKind => ({ kind: 'image', format });
const audio = (format: AudioFormat): MediaKind => ({ kind: 'audio', format });

/** So many first bytes are enough. */
export const MEDIA_HEAD_BYTES = 32;

/**
 * What a file is by its first bytes; undefined when it is neither picture nor recording. Names are not believed. A container that may hold
 * pictures that move (MP4, WebM) counts as a recording: its sound is what is asked for.
 */
export function mediaKind(head: Uint8Array): MediaKind | undefined {
  const at = (from: number, text: string) => [...text].every((c, i) => head[from + i] === c.charCodeAt(0));
  if (at(0, '\x89PNG\r\n\x1a\n')) return image('png');
  if (at(0, '\xff\xd8\xff')) return image('jpeg');
  if (at(0, 'GIF87a') || at(0, 'GIF89a')) return image('gif');
  if (at(0, 'RIFF') && at(8, 'WEBP')) return image('webp');
  // The size of the header that follows the file's own is 12, or 40 and more (BITMAPCOREHEADER, BITMAPINFOHEADER and its heirs).
  if (at(0, 'BM') && [12, 40, 52, 56, 64, 108, 124].includes(head[14] ?? 0) && head[15] === 0) return image('bmp');
  if (at(4, 'ftyp')) return at(8, 'avif') || at(8, 'avis') ? image('avif') : isHeif(at) ? undefined : audio('mp4');
  if (at(0, 'RIFF') && at(8, 'WAVE')) return audio('wav');
  if (at(0, 'OggS')) return audio('ogg');
  if (at(0, 'fLaC')) return audio('flac');
  if (at(0, 'ID3')) return audio('mp3');
  if (at(0, '\x1a\x45\xdf\xa3')) return audio('webm');
  return frameSync(head);
}

/** Apple's pictures: no browser but Safari decodes them. */
const isHeif = (at: (from: number, text: string) => boolean) => ['heic', 'heix', 'mif1', 'msf1'].some((b) => at(8, b));

/**
 * A bare MPEG frame begins with eleven bits that are set, a version and a layer (ISO/IEC 11172-3, 2.4.1.3); layer 0 is what AAC's own frames
 * (ADTS, ISO/IEC 13818-7) say there. UTF-16's byte-order mark FF FE looks the same: its version would be the reserved one or layer I.
 */
function frameSync(head: Uint8Array): MediaKind | undefined {
  const [first = 0, second = 0, third = 0] = head;
  if (first !== 0xff) return undefined;
  if ((second & 0xf6) === 0xf0) return audio('aac');
  const version = (second >> 3) & 3;
  const layer = (second >> 1) & 3;
  const bitRate = third >> 4;
  const rate = (third >> 2) & 3;
  const valid = (second & 0xe0) === 0xe0 && version !== 1 && layer === 1 && bitRate !== 15 && rate !== 3;
  return valid ? audio('mp3') : undefined;
}

/** Endings that say so: which files a drop may hold before any is opened. */
const ENDING = /\.(png|jpe?g|jfif|webp|gif|bmp|avif|wav|wave|mp3|ogg|oga|opus|flac|m4a|mp4|webm|aac)$/i;

export const namesMedia = (path: string): boolean => ENDING.test(path);
