import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LoamError } from '@/base/errors';
import { Rng } from '@/base/rng';
import { nodeImageDecoder } from '@/cli/node-image-decoder';
import { blobSource } from '../../encoding/byte-source';
import { mediaKind } from '../media-kind';
import { flag, heads, jpegOf, pixelAt, pngOf } from '../testing/make-media';
import { imageReader } from './image-reader';
import { imageSize } from './image-size';
import { imageText, patches, patchGrid } from './patch-grid';
import { fitImage, fittedSize, resizeImage } from './resize-image';
import { overWhite, type RgbImage } from './rgb-image';

const WIDTH = 316;
const HEIGHT = 200;
const kinds: readonly (readonly [string, Uint8Array])[] = [
  ['png', pngOf(flag(WIDTH, HEIGHT))],
  ['jpeg', jpegOf(flag(WIDTH, HEIGHT))],
  ['jpeg', jpegOf(flag(WIDTH, HEIGHT), 1)],
  ...Object.entries(heads).map(([name, bytes]) => [name.split(' ')[0] ?? '', bytes] as const),
];

describe('the head of a picture', () => {
  it.each(kinds)('of a %s tells kind and size', (format, bytes) => {
    const kind = mediaKind(bytes.subarray(0, 32));
    expect(kind).toEqual({ kind: 'image', format });
    if (kind?.kind === 'image') expect(imageSize(kind.format, bytes)).toEqual({ width: WIDTH, height: HEIGHT });
  });

  it.each(kinds)('of a %s that is cut off anywhere is no size or the right one', (_, bytes) => {
    const kind = mediaKind(bytes);
    if (kind?.kind !== 'image') throw new Error('not a picture');
    for (let end = 0; end < Math.min(bytes.length, 700); end++)
      expect([undefined, WIDTH]).toContain(imageSize(kind.format, bytes.subarray(0, end))?.width);
  });

  it.each([
    ['text', 'once upon a time'],
    ['UTF-16', '\xff\xfeo\0n\0c\0e\0'],
    ['a BMP of text', 'BMW drives fast and far'],
    ['HEIC', '\0\0\0\x18ftypheic'],
  ])('is not taken for one where there is %s', (_, text) => {
    expect(mediaKind(Uint8Array.from(text, (c) => c.charCodeAt(0)))).toBeUndefined();
  });
});

const read = async (bytes: Uint8Array<ArrayBuffer>): Promise<RgbImage> => {
  const kind = mediaKind(bytes);
  if (kind?.kind !== 'image') throw new Error('not a picture');
  const written: Uint8Array[] = [];
  const context = {
    write: async (more: Uint8Array) => void written.push(more),
    report: () => {},
    breathe: async () => {},
  };
  const file = { path: 'a/b', format: kind.format, source: blobSource('a/b', new Blob([bytes])) };
  const content = await imageReader(nodeImageDecoder).read(file, context);
  if (content.kind !== 'image') throw new Error('not a picture');
  return { width: content.width, height: content.height, pixels: new Uint8Array(Buffer.concat(written)) };
};

const near = (a: readonly number[], b: readonly number[]) => a.every((x, i) => Math.abs(x - (b[i] ?? 0)) < 30);

describe('imageReader', () => {
  it('keeps a small PNG to the pixel', async () => {
    expect(await read(pngOf(flag(20, 16)))).toEqual(flag(20, 16));
  });

  it('brings a large one to 256 pixels on the longer side', async () => {
    const small = await read(pngOf(flag(640, 400)));
    expect([small.width, small.height]).toEqual([256, 160]);
    expect(pixelAt(small, 2, 2)).toEqual([0, 200, 0]);
    expect(pixelAt(small, 2, 150)).toEqual([200, 0, 0]);
    expect(pixelAt(small, 250, 150)).toEqual([0, 0, 200]);
  });

  // Where a corner of the stored picture stands when it is upright (JEITA CP-3451, orientation).
  it.each([
    [1, 'red at the lower left'],
    [2, 'blue at the lower left'],
    [3, 'green at the bottom'],
    [4, 'green at the bottom'],
    [5, 'green at the left'],
    [6, 'green at the right'],
    [7, 'green at the right'],
    [8, 'green at the left'],
  ])('turns a JPEG of orientation %i: %s', async (orientation, says) => {
    const image = await read(jpegOf(flag(64, 48), orientation));
    expect([image.width, image.height]).toEqual(orientation > 4 ? [48, 64] : [64, 48]);
    const corner = { left: 2, right: image.width - 3, lower: image.height - 3, middle: image.height >> 1 };
    const [colour] = says.split(' ');
    const wanted = colour === 'red' ? [200, 0, 0] : colour === 'blue' ? [0, 0, 200] : [0, 200, 0];
    const place: [number, number] = says.includes('lower left')
      ? [corner.left, corner.lower]
      : says.includes('bottom')
        ? [corner.left, corner.lower]
        : says.includes('left')
          ? [corner.left, corner.middle]
          : [corner.right, corner.middle];
    expect(near(pixelAt(image, ...place), wanted)).toBe(true);
  });

  it('reads real pictures', async () => {
    for (const name of ['7zip', 'ffox', 'gimp']) {
      const path = join(import.meta.dirname, '../../../../node_modules/vega-datasets/data', `${name}.png`);
      const image = await read(new Uint8Array(readFileSync(path)));
      expect(Math.max(image.width, image.height)).toBeLessThanOrEqual(256);
      expect(new Set(image.pixels).size).toBeGreaterThan(50);
    }
  });

  it.each([
    ['an interlaced PNG', (bytes: Uint8Array) => bytes.fill(1, 28, 29), 'media/damaged'],
    ['a width of 4 billion', (bytes: Uint8Array) => bytes.fill(255, 16, 20), 'media/too-many-pixels'],
    ['no width', (bytes: Uint8Array) => bytes.fill(0, 16, 20), 'media/damaged'],
    ['half a file', (bytes: Uint8Array) => bytes.slice(0, bytes.length >> 1), 'media/damaged'],
  ])('refuses %s', async (_, spoil, code) => {
    const spoilt = new Uint8Array(spoil(pngOf(flag(64, 64))));
    const error = await read(spoilt).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(LoamError);
    expect(error).toMatchObject({ report: { code, where: 'a/b' } });
  });

  it('bears spoilt files: a picture or an error that names the file', async () => {
    const rng = new Rng(7).fork('spoilt pictures');
    const outcomes = { read: 0, refused: 0 };
    for (let i = 0; i < 80; i++) {
      const bytes = i % 2 === 0 ? pngOf(flag(24, 16)) : jpegOf(flag(24, 16), 6);
      for (let n = 1 + rng.integer(6); n > 0; n--) bytes[24 + rng.integer(bytes.length - 24)] = rng.integer(256);
      const kept = bytes.slice(0, rng.uniform() < 0.2 ? 40 + rng.integer(bytes.length - 40) : bytes.length);
      try {
        const image = await read(kept);
        expect(image.pixels.length).toBe(image.width * image.height * 3);
        outcomes.read++;
      } catch (error) {
        expect(error).toMatchObject({ report: { where: 'a/b' } });
        outcomes.refused++;
      }
    }
    expect(outcomes.read).toBeGreaterThan(10);
    expect(outcomes.refused).toBeGreaterThan(10);
  });
});

describe('resizeImage', () => {
  it('is the mean of what it covers', () => {
    const image = { width: 3, height: 1, pixels: Uint8Array.from([0, 0, 0, 90, 90, 90, 240, 240, 240]) };
    // Each new pixel covers one and a half: (0 + 90 / 2) / 1.5 and (90 / 2 + 240) / 1.5.
    expect([...resizeImage(image, 2, 1).pixels]).toEqual([30, 30, 30, 190, 190, 190]);
  });

  it('keeps the mean of all pixels', () => {
    const rng = new Rng(1);
    const image = { width: 37, height: 23, pixels: Uint8Array.from({ length: 37 * 23 * 3 }, () => rng.integer(256)) };
    const mean = ({ pixels }: RgbImage) => pixels.reduce((sum, value) => sum + value, 0) / pixels.length;
    expect(Math.abs(mean(resizeImage(image, 11, 7)) - mean(image))).toBeLessThan(0.5);
  });

  it('keeps proportions and never goes to nothing', () => {
    expect(fittedSize(1024, 512)).toEqual({ width: 256, height: 128 });
    expect(fittedSize(100, 50)).toEqual({ width: 100, height: 50 });
    expect(fittedSize(10_000, 3)).toEqual({ width: 256, height: 1 });
    expect(fitImage(flag(40, 20))).toEqual(flag(40, 20));
  });
});

describe('overWhite', () => {
  it('lets white through', () => {
    const pixels = Uint8Array.from([10, 20, 30, 255, 10, 20, 30, 0, 0, 100, 200, 51]);
    expect([...overWhite({ width: 3, height: 1, pixels }).pixels]).toEqual([10, 20, 30, 255, 255, 255, 204, 224, 244]);
  });
});

describe('patches', () => {
  it('have a mark each, and rows an end', () => {
    expect(patchGrid(256, 160)).toEqual({ columns: 16, rows: 10 });
    expect(imageText({ width: 17, height: 20 })).toBe('<|image|><|image|><|image-row|>'.repeat(2));
  });

  it('hold their pixels in the order of their marks', () => {
    const image = flag(32, 17);
    const all = patches(image);
    expect(all.length).toBe(2 * 2 * 16 * 16 * 3);
    const patch = (i: number) => all.subarray(i * 768, (i + 1) * 768);
    expect([...patch(0).subarray(0, 3)]).toEqual([0, Math.fround(200 / 255), 0]);
    expect([...patch(1).subarray(15 * 48, 15 * 48 + 3)]).toEqual([0, 0, Math.fround(200 / 255)]);
    // One row of pixels, and white below it.
    expect([...patch(2).subarray(0, 3)]).toEqual([Math.fround(200 / 255), 0, 0]);
    expect([...patch(2).subarray(48, 51)]).toEqual([1, 1, 1]);
  });
});
