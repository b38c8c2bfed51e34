/** Where the samples or the pixels of a row lie in its source's `media.bin`. */
export type MediaReference = AudioReference | ImageReference;

interface Stretch {
  readonly sourceId: string;
  /** Path of the file that it was read from. */
  readonly file: string;
  readonly byteStart: number;
  readonly byteEnd: number;
}

/** PCM, 16 bit signed little-endian, one channel. */
export interface AudioReference extends Stretch {
  readonly kind: 'audio';
  /** Hertz. */
  readonly sampleRate: number;
  readonly samples: number;
}

/** Rows of pixels from the top, 8 bit red, green and blue. */
export interface ImageReference extends Stretch {
  readonly kind: 'image';
  readonly width: number;
  readonly height: number;
}
