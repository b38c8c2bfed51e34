import type { RgbImage } from '../media/images/rgb-image';

export const sameImage = (a: RgbImage, b: RgbImage): boolean =>
  a.width === b.width && a.height === b.height && a.pixels.every((value, i) => value === b.pixels[i]);
