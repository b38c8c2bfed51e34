import type { ImageFormat } from '../media-kind';
import type { RgbaImage } from './rgb-image';

export interface EncodedImage {
  /** Path shown to people. */
  readonly path: string;
  readonly format: ImageFormat;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** As the header says, before the orientation of a camera is applied. */
  readonly width: number;
  readonly height: number;
}

/**
 * Turns a file of a picture into pixels, upright as its EXIF orientation asks. The browser's and Node's differ; sizes have been checked before
 * they are asked. May give fewer pixels than the file has, not less than `least` on the longer side. Any error is the file's own trouble.
 */
export interface ImageDecoder {
  readonly formats: readonly ImageFormat[];
  decode(image: EncodedImage, least: number): Promise<RgbaImage>;
}
