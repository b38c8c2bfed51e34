import { type AugmentCode, numberOf } from '../entry';
import { sameImage } from '../same-image';

/** The proportions change by a factor between these, uniform in the logarithm (Szegedy et al. 2015, section 6). */
const [NARROWEST, WIDEST] = [3 / 4, 4 / 3];

export const imageCropCode: AugmentCode<'image'> = {
  create: (options) => {
    const least = numberOf(options, 'least');
    return (image, rng) => {
      const area = least + (1 - least) * rng.uniform();
      const stretch = Math.exp(Math.log(NARROWEST) + Math.log(WIDEST / NARROWEST) * rng.uniform());
      const side = (length: number, factor: number) =>
        Math.max(1, Math.min(length, Math.round(length * Math.sqrt(area * factor))));
      const width = side(image.width, stretch);
      const height = side(image.height, 1 / stretch);
      const left = rng.integer(image.width - width + 1);
      const top = rng.integer(image.height - height + 1);
      const pixels = new Uint8Array(width * height * 3);
      for (let y = 0; y < height; y++) {
        const from = ((top + y) * image.width + left) * 3;
        pixels.set(image.pixels.subarray(from, from + width * 3), y * width * 3);
      }
      const value = { width, height, pixels };
      if (sameImage(image, value)) return undefined;
      return { value, done: `${width} x ${height} of ${image.width} x ${image.height} pixels, from ${left}, ${top}` };
    };
  },
};
