import { LoamError } from '@/base/errors';
import { type ByteSource, joined } from '../encoding/byte-source';

/** All bytes of a file that decoders want at once. Throws LoamError `media/too-large` as soon as there are more than `most`. */
export async function readWhole(source: ByteSource, most: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source.open()) {
    size += chunk.length;
    if (size > most)
      throw new LoamError({
        code: 'media/too-large',
        what: `This file has more than ${Math.round(most / 1e6)} MB`,
        where: source.path,
        remedy: 'Save it smaller, or leave it out.',
      });
    chunks.push(chunk);
  }
  return joined(chunks);
}
