import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';
import { exifOrientation, upright } from '@/data/media/images/exif-orientation';
import type { ImageDecoder } from '@/data/media/images/image-decoder';

/** JPEG's decoder may take so much memory, in megabytes, for the 40 million pixels that are let through. */
const JPEG_MEMORY_MB = 1024;

/** Node has no decoders of its own: PNG and JPEG by two development dependencies. */
export const nodeImageDecoder: ImageDecoder = {
  formats: ['png', 'jpeg'],
  async decode({ bytes, format }) {
    if (format === 'png') {
      // The last byte of IHDR (PNG specification, 11.2.2). pngjs inflates interlaced files without a limit: a bomb.
      if (bytes[28] === 1) throw new Error('it is interlaced, which Node’s decoder does not read');
      const { width, height, data } = PNG.sync.read(Buffer.from(bytes));
      return { width, height, pixels: data };
    }
    const { width, height, data } = jpeg.decode(bytes, {
      useTArray: true,
      formatAsRGBA: true,
      tolerantDecoding: false,
      maxMemoryUsageInMB: JPEG_MEMORY_MB,
    });
    return upright({ width, height, pixels: data }, exifOrientation(bytes));
  },
};
