import { isAbort, LoamError } from '@/base/errors';
import type { ImageFormat } from '../media-kind';
import type { MediaFile, MediaReader } from '../media-reader';
import { readWhole } from '../read-whole';
import type { EncodedImage, ImageDecoder } from './image-decoder';
import { imageSize } from './image-size';
import { fitImage, LONGEST_SIDE } from './resize-image';
import { overWhite, type RgbaImage } from './rgb-image';

/** Encoded bytes and decoded pixels that one picture may have: 40 million pixels are a good camera's, and 160 MB decoded. */
export const MAX_IMAGE_BYTES = 64e6;
export const MAX_IMAGE_PIXELS = 40e6;

/** Pictures as rows of RGB8 pixels, over white, the longer side at most `LONGEST_SIDE`. */
export const imageReader = (decoder: ImageDecoder): MediaReader => ({
  kind: 'image',
  async read(file, { write, breathe }) {
    const encoded = await checked(file, decoder);
    await breathe();
    const decoded = await decode(encoded, decoder);
    const { width, height, pixels } = fitImage(overWhite(decoded));
    await write(pixels);
    return { kind: 'image', width, height };
  },
});

/** The file in memory, its declared size within bounds, before anything is decoded. */
async function checked({ path, format, source }: MediaFile, decoder: ImageDecoder): Promise<EncodedImage> {
  const known = decoder.formats.find((one) => one === format);
  if (!known) throw unsupported(path, format, decoder.formats);
  const bytes = await readWhole(source, MAX_IMAGE_BYTES);
  const size = imageSize(known, bytes);
  if (!size) throw damaged(path, known, 'its header is damaged or cut off');
  if (size.width * size.height > MAX_IMAGE_PIXELS)
    throw new LoamError({
      code: 'media/too-many-pixels',
      what: `This picture declares ${size.width} x ${size.height} pixels; at most ${MAX_IMAGE_PIXELS / 1e6} million are read`,
      where: path,
      remedy: 'Save it smaller: no more than 256 pixels a side are kept anyway.',
    });
  return { path, format: known, bytes, ...size };
}

async function decode(encoded: EncodedImage, decoder: ImageDecoder): Promise<RgbaImage> {
  try {
    return await decoder.decode(encoded, LONGEST_SIDE);
  } catch (error) {
    if (isAbort(error) || error instanceof LoamError) throw error;
    throw damaged(encoded.path, encoded.format, error instanceof Error ? error.message : String(error), error);
  }
}

function damaged(path: string, format: ImageFormat, why: string, cause?: unknown): LoamError {
  return new LoamError(
    {
      code: 'media/damaged',
      what: `This ${format.toUpperCase()} picture cannot be decoded: ${why}`,
      where: path,
      remedy: 'Open it in a program for pictures and save it again, or leave it out.',
    },
    { cause },
  );
}

function unsupported(path: string, format: string, formats: readonly ImageFormat[]): LoamError {
  return new LoamError({
    code: 'media/unsupported',
    what: `Pictures in the format ${format.toUpperCase()} are not read here`,
    where: path,
    remedy: `Save it as ${formats.map((one) => one.toUpperCase()).join(' or ')}.`,
  });
}
