import { LoamError } from '@/base/errors';
import type { ByteSource } from '../encoding/byte-source';
import type { Expansion } from './expansion';
import { BrokenZstd, unzstdFrames } from './unzstd-frames';

/** What a zstd file holds, streamed. Throws LoamError `import/truncated-zstd` or `import/damaged-zstd` with the position. */
export function unzstd(source: ByteSource, expansion: Expansion): ByteSource {
  const counter = { bytes: 0 };
  return {
    path: source.path,
    open() {
      let compressed = 0;
      async function* counted() {
        for await (const chunk of source.open()) {
          compressed += chunk.length;
          yield chunk;
        }
      }
      return expansion.watch(source.path, named(counted(), source.path), () => compressed, counter);
    },
  };
}

async function* named(chunks: AsyncIterable<Uint8Array>, path: string): AsyncGenerator<Uint8Array> {
  try {
    const { Decompress } = await import('fzstd');
    yield* unzstdFrames(chunks, (onData) => new Decompress(onData));
  } catch (error) {
    throw error instanceof BrokenZstd ? broken(path, error) : error;
  }
}

function broken(path: string, cause: BrokenZstd): LoamError {
  const { position, reason } = cause;
  if (reason === 'window')
    return new LoamError({
      code: 'import/unsupported-zstd',
      what: 'This zstd file wants more than 128 MB of memory to be unpacked',
      where: `${path}, byte ${position}`,
      remedy: 'Unpack it yourself and drop the files, or pack it without --ultra and --long.',
    });
  return new LoamError(
    {
      code: `import/${reason}-zstd`,
      what:
        reason === 'truncated'
          ? `This zstd file breaks off after ${position} bytes; nothing of it was kept`
          : `This zstd file is damaged near byte ${position}; nothing of it was kept`,
      where: `${path}, byte ${position}`,
      remedy: 'Download or copy the file again, then drop it again.',
    },
    { cause },
  );
}
