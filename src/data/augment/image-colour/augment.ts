import { type AugmentCode, numberOf } from '../entry';
import { sameImage } from '../same-image';

/** Moves each channel of a pixel away from what it is held against: black, the mean grey, the pixel's own grey. */
type Change = (pixels: Uint8Array, factor: number) => void;

export const imageColourCode: AugmentCode<'image'> = {
  create: (options) => (image, rng) => {
    const pixels = image.pixels.slice();
    const done: string[] = [];
    for (const name of rng.shuffle(Object.keys(CHANGES))) {
      const factor = 1 + (2 * rng.uniform() - 1) * numberOf(options, name);
      CHANGES[name]?.(pixels, factor);
      done.push(`${name} ${Math.round(100 * factor)} %`);
    }
    const value = { ...image, pixels };
    return sameImage(image, value) ? undefined : { value, done: done.join(', ') };
  },
};

const CHANGES: Readonly<Record<string, Change>> = {
  brightness: (pixels, factor) => away(pixels, factor, () => 0),
  contrast(pixels, factor) {
    let sum = 0;
    for (let at = 0; at < pixels.length; at += 3) sum += grey(pixels, at);
    const mean = sum / (pixels.length / 3);
    away(pixels, factor, () => mean);
  },
  saturation: (pixels, factor) => away(pixels, factor, grey),
};

function away(pixels: Uint8Array, factor: number, from: (pixels: Uint8Array, at: number) => number): void {
  for (let at = 0; at < pixels.length; at += 3) {
    const held = from(pixels, at);
    for (let c = at; c < at + 3; c++)
      pixels[c] = Math.min(255, Math.max(0, Math.round(held + factor * ((pixels[c] ?? 0) - held))));
  }
}

/** Luma (ITU-R BT.601). */
const grey = (pixels: Uint8Array, at: number) =>
  0.299 * (pixels[at] ?? 0) + 0.587 * (pixels[at + 1] ?? 0) + 0.114 * (pixels[at + 2] ?? 0);
