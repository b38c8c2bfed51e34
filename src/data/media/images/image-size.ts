import type { ImageFormat } from '../media-kind';
import { jpegSegments } from './jpeg-segments';

export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/**
 * Width and height as a picture's header declares them, in pixels, read before anything is decoded: a bomb of a few bytes may declare
 * billions. Undefined when the header is broken off or damaged.
 */
export function imageSize(format: ImageFormat, bytes: Uint8Array): ImageSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const size = READERS[format](view);
    return size && size.width > 0 && size.height > 0 ? size : undefined;
  } catch (error) {
    // A DataView read beyond its end: the header is broken off.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const READERS: Readonly<Record<ImageFormat, (view: DataView) => ImageSize | undefined>> = {
  // IHDR is the first chunk (PNG specification, 11.2.2).
  png: (view) => (text(view, 12, 4) === 'IHDR' ? { width: view.getUint32(16), height: view.getUint32(20) } : undefined),
  // Frame header: precision, lines, samples per line (ITU T.81, B.2.2).
  jpeg(view) {
    for (const { marker, start } of jpegSegments(view))
      if (isFrame(marker)) return { width: view.getUint16(start + 3), height: view.getUint16(start + 1) };
    return undefined;
  },
  gif: (view) => ({ width: view.getUint16(6, true), height: view.getUint16(8, true) }),
  // A negative height says that rows go from the top.
  bmp: (view) =>
    view.getUint32(14, true) === 12
      ? { width: view.getUint16(18, true), height: view.getUint16(20, true) }
      : { width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) },
  webp: webpSize,
  avif: avifSize,
};

/** SOF0 to SOF15, without DHT, JPG and DAC, which lie among them. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** The three kinds of first chunk: lossy, lossless, extended (RFC 9649, sections 2.5 to 2.7). */
function webpSize(view: DataView): ImageSize | undefined {
  const chunk = text(view, 12, 4);
  if (chunk === 'VP8 ') return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  if (chunk === 'VP8L') {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (chunk !== 'VP8X') return undefined;
  const low24 = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
  return { width: low24(24) + 1, height: low24(27) + 1 };
}

/**
 * The largest `ispe` property (ISO/IEC 23008-12, 6.5.3): parts of a grid have properties of their own. Boxes are not walked; the name is
 * looked for in the head of the file, where `meta` must be.
 */
function avifSize(view: DataView): ImageSize | undefined {
  let largest: ImageSize | undefined;
  for (let at = 0; at + 16 <= Math.min(view.byteLength, 1 << 16); at++) {
    if (view.getUint32(at) !== 0x69737065) continue;
    const size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
    if (!largest || size.width * size.height > largest.width * largest.height) largest = size;
  }
  return largest;
}

const text = (view: DataView, at: number, length: number) =>
  String.fromCharCode(...Array.from({ length }, (_, i) => view.getUint8(at + i)));
