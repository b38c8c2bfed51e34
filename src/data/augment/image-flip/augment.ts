import type { AugmentCode } from '../entry';
import { sameImage } from '../same-image';

export const imageFlipCode: AugmentCode<'image'> = {
  create: () => (image) => {
    const { width, height, pixels } = image;
    const flipped = new Uint8Array(pixels.length);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const from = (y * width + x) * 3;
        flipped.set(pixels.subarray(from, from + 3), (y * width + width - 1 - x) * 3);
      }
    const value = { width, height, pixels: flipped };
    return sameImage(image, value) ? undefined : { value, done: 'mirrored' };
  },
};
