import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';
import type { RgbImage } from '../images/rgb-image';

/** Pictures made by code; for tests only. */

/** Left half red, right half blue, a green stripe one eighth high at the top: each corner is told from the others. */
export function flag(width: number, height: number): RgbImage {
  const pixels = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const channel = y < height / 8 ? 1 : x < width / 2 ? 0 : 2;
      pixels[(y * width + x) * 3 + channel] = 200;
    }
  return { width, height, pixels };
}

export const pixelAt = ({ width, pixels }: RgbImage, x: number, y: number): number[] => [
  ...pixels.subarray((y * width + x) * 3, (y * width + x) * 3 + 3),
];

const rgba = ({ width, height, pixels }: RgbImage): Buffer =>
  Buffer.from(
    Array.from({ length: width * height * 4 }, (_, i) => (i % 4 === 3 ? 255 : (pixels[(i >> 2) * 3 + (i % 4)] ?? 0))),
  );

export function pngOf(image: RgbImage): Uint8Array<ArrayBuffer> {
  const png = new PNG({ width: image.width, height: image.height });
  rgba(image).copy(png.data);
  return new Uint8Array(PNG.sync.write(png));
}

/** With an EXIF orientation where one is given. */
export function jpegOf(image: RgbImage, orientation?: number): Uint8Array<ArrayBuffer> {
  const { data } = jpeg.encode({ width: image.width, height: image.height, data: rgba(image) }, 95);
  const bytes = new Uint8Array(data);
  if (orientation === undefined) return bytes;
  const exif = [0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1];
  const entry = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
  const segment = [...exif, ...entry];
  return Uint8Array.from([0xff, 0xd8, 0xff, 0xe1, 0, segment.length + 2, ...segment, ...bytes.subarray(2)]);
}

/** The heads of formats that only browsers decode: enough for kind and size. */
export const heads: Readonly<Record<'gif' | 'bmp' | 'webp' | 'webp lossless' | 'webp extended' | 'avif', Uint8Array>> =
  {
    gif: ascii('GIF89a', [60, 1, 200, 0, 0, 0, 0]),
    bmp: ascii('BM', [...new Array<number>(12).fill(0), 40, 0, 0, 0, 60, 1, 0, 0, 0x38, 0xff, 0xff, 0xff]),
    webp: ascii('RIFF\0\0\0\0WEBPVP8 ', [0, 0, 0, 0, 0, 0, 0, 0x9d, 1, 0x2a, 60, 1, 200, 0]),
    'webp lossless': ascii('RIFF\0\0\0\0WEBPVP8L', [0, 0, 0, 0, 0x2f, ...littleEndian(315 | (199 << 14), 4)]),
    'webp extended': ascii('RIFF\0\0\0\0WEBPVP8X', [
      10,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      ...littleEndian(315, 3),
      ...littleEndian(199, 3),
    ]),
    avif: ascii('\0\0\0\x1cftypavif', [...ascii('....ispe', [0, 0, 0, 0, 0, 0, 1, 60, 0, 0, 0, 200])]),
  };

function ascii(text: string, more: readonly number[]): Uint8Array {
  return Uint8Array.from([...[...text].map((c) => c.charCodeAt(0)), ...more]);
}

function littleEndian(value: number, bytes: number): number[] {
  return Array.from({ length: bytes }, (_, i) => (value >>> (8 * i)) & 255);
}
