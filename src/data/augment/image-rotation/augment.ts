import type { RgbImage } from '../../media/images/rgb-image';
import { type AugmentCode, numberOf } from '../entry';
import { sameImage } from '../same-image';

export const imageRotationCode: AugmentCode<'image'> = {
  create: (options) => {
    const most = numberOf(options, 'angle');
    return (image, rng) => {
      const degrees = (2 * rng.uniform() - 1) * most;
      const value = rotated(image, (degrees * Math.PI) / 180);
      if (sameImage(image, value)) return undefined;
      return { value, done: `turned by ${Math.abs(degrees).toFixed(1)}° ${degrees < 0 ? 'left' : 'right'}` };
    };
  },
};

/** Each new pixel is interpolated between the four that surround the place it comes from; outside is white. Clockwise. */
function rotated(image: RgbImage, radians: number): RgbImage {
  const { width, height } = image;
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
  const pixels = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [dx, dy] = [x - middleX, y - middleY];
      put(pixels, (y * width + x) * 3, image, middleX + cos * dx + sin * dy, middleY - sin * dx + cos * dy);
    }
  return { width, height, pixels };
}

function put(out: Uint8Array, to: number, { width, height, pixels }: RgbImage, x: number, y: number): void {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, lower] = [x - left, y - top];
  const at = (column: number, row: number, channel: number) =>
    column < 0 || row < 0 || column >= width || row >= height
      ? 255
      : (pixels[(row * width + column) * 3 + channel] ?? 0);
  for (let c = 0; c < 3; c++) {
    const above = at(left, top, c) * (1 - right) + at(left + 1, top, c) * right;
    const below = at(left, top + 1, c) * (1 - right) + at(left + 1, top + 1, c) * right;
    out[to + c] = Math.round(above * (1 - lower) + below * lower);
  }
}
