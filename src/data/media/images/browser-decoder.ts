import type { ImageDecoder } from './image-decoder';

/** So many times as many pixels a side as are kept: what the browser shrinks before is not seen after the area average. */
const OVERSAMPLING = 4;

/** The browser's own decoders, in a worker: no document is needed. The first picture of those that move. */
export const browserDecoder: ImageDecoder = {
  formats: ['png', 'jpeg', 'webp', 'gif', 'bmp', 'avif'],
  async decode({ bytes, format }, least) {
    const bitmap = await createImageBitmap(new Blob([bytes], { type: `image/${format}` }), {
      imageOrientation: 'from-image',
      colorSpaceConversion: 'default',
    });
    try {
      const scale = Math.min(1, (OVERSAMPLING * least) / Math.max(bitmap.width, bitmap.height));
      const width = Math.max(1, Math.round(bitmap.width * scale));
      const height = Math.max(1, Math.round(bitmap.height * scale));
      const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
      if (!context) throw new Error('the browser has no room for another canvas');
      context.imageSmoothingQuality = 'high';
      context.drawImage(bitmap, 0, 0, width, height);
      return { width, height, pixels: context.getImageData(0, 0, width, height).data };
    } finally {
      bitmap.close();
    }
  },
};
