import type { RgbImage } from './rgb-image';

/**
 * A picture made smaller: each new pixel is the mean of the area that it covers, fractions of pixels counted as fractions, so that nothing
 * between two pixels is lost (box filter). Separable: rows first, then columns. Larger than it was, pixels repeat.
 */
export function resizeImage(image: RgbImage, width: number, height: number): RgbImage {
  if (width === image.width && height === image.height) return image;
  const rows = new Float32Array(width * image.height * 3);
  const across = covers(image.width, width);
  for (let y = 0; y < image.height; y++)
    for (let x = 0; x < width; x++)
      for (const { at, share } of across[x] ?? [])
        for (let c = 0; c < 3; c++) {
          const to = (y * width + x) * 3 + c;
          rows[to] = (rows[to] ?? 0) + share * (image.pixels[(y * image.width + at) * 3 + c] ?? 0);
        }
  const pixels = new Uint8Array(width * height * 3);
  const down = covers(image.height, height);
  const line = new Float32Array(width * 3);
  for (let y = 0; y < height; y++) {
    line.fill(0);
    for (const { at, share } of down[y] ?? [])
      for (let i = 0; i < line.length; i++) line[i] = (line[i] ?? 0) + share * (rows[at * width * 3 + i] ?? 0);
    for (let i = 0; i < line.length; i++) pixels[y * width * 3 + i] = Math.round(line[i] ?? 0);
  }
  return { width, height, pixels };
}

/** Which old pixels each new one covers, and how much of it each makes up; shares sum to 1. */
function covers(from: number, to: number): { at: number; share: number }[][] {
  const scale = from / to;
  return Array.from({ length: to }, (_, i) => {
    const [start, end] = [i * scale, (i + 1) * scale];
    const covered: { at: number; share: number }[] = [];
    for (let at = Math.floor(start); at < Math.min(from, Math.ceil(end)); at++) {
      const share = (Math.min(end, at + 1) - Math.max(start, at)) / scale;
      if (share > 1e-9) covered.push({ at, share });
    }
    return covered;
  });
}

/** Longest side of a picture at rest: 16 patches of 16 pixels. */
export const LONGEST_SIDE = 256;

/** Size of a picture whose longer side is at most `longest`, its proportions kept. It never becomes larger. */
export function fittedSize(width: number, height: number, longest = LONGEST_SIDE): { width: number; height: number } {
  const scale = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

export function fitImage(image: RgbImage, longest = LONGEST_SIDE): RgbImage {
  const { width, height } = fittedSize(image.width, image.height, longest);
  return resizeImage(image, width, height);
}
