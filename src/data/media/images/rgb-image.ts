/** A picture: rows of pixels from the top, 8 bit red, green and blue (sRGB). */
export interface RgbImage {
  readonly width: number;
  readonly height: number;
  /** 3 * width * height bytes. */
  readonly pixels: Uint8Array;
}

/** As decoders give it: red, green, blue and alpha, not premultiplied. */
export interface RgbaImage {
  readonly width: number;
  readonly height: number;
  /** 4 * width * height bytes. */
  readonly pixels: Uint8Array | Uint8ClampedArray;
}

/** A picture over white, which is the page that it was drawn for. */
export function overWhite({ width, height, pixels }: RgbaImage): RgbImage {
  const out = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; to < out.length; from += 4) {
    const alpha = pixels[from + 3] ?? 255;
    for (let channel = 0; channel < 3; channel++)
      out[to++] = Math.round(((pixels[from + channel] ?? 0) * alpha + 255 * (255 - alpha)) / 255);
  }
  return { width, height, pixels: out };
}
