import { jpegSegments } from './jpeg-segments';
import type { RgbaImage } from './rgb-image';

const ORIENTATION = 0x0112;

/** How a camera was held: 1 is upright, 2 to 8 are the turns and mirrors of EXIF (JEITA CP-3451, tag 0x0112). 1 where nothing says. */
export function exifOrientation(jpeg: Uint8Array): number {
  const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  for (const { marker, start, end } of jpegSegments(view)) {
    // APP1 that begins with "Exif", two NULs and a TIFF header.
    if (marker !== 0xe1 || end - start < 14 || view.getUint32(start) !== 0x45786966) continue;
    return orientationIn(view, start + 6, end);
  }
  return 1;
}

function orientationIn(view: DataView, tiff: number, end: number): number {
  const little = view.getUint16(tiff) === 0x4949;
  const directory = tiff + view.getUint32(tiff + 4, little);
  if (directory + 2 > end) return 1;
  const entries = view.getUint16(directory, little);
  for (let i = 0; i < entries; i++) {
    const at = directory + 2 + 12 * i;
    if (at + 12 > end) return 1;
    if (view.getUint16(at, little) !== ORIENTATION) continue;
    const value = view.getUint16(at + 8, little);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

/** The picture upright. */
export function upright(image: RgbaImage, orientation: number): RgbaImage {
  if (orientation === 1) return image;
  const { width: w, height: h, pixels } = image;
  const turned = orientation >= 5;
  const [width, height] = turned ? [h, w] : [w, h];
  const out = new Uint8Array(pixels.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [fromX, fromY] = sourceOf(orientation, x, y, w, h);
      const from = (fromY * w + fromX) * 4;
      out.set(pixels.subarray(from, from + 4), (y * width + x) * 4);
    }
  return { width, height, pixels: out };
}

/** Where the upright picture's pixel lies in the stored one of w by h. */
function sourceOf(orientation: number, x: number, y: number, w: number, h: number): [number, number] {
  if (orientation === 2) return [w - 1 - x, y];
  if (orientation === 3) return [w - 1 - x, h - 1 - y];
  if (orientation === 4) return [x, h - 1 - y];
  if (orientation === 5) return [y, x];
  if (orientation === 6) return [y, h - 1 - x];
  if (orientation === 7) return [w - 1 - y, h - 1 - x];
  return [w - 1 - y, x];
}
