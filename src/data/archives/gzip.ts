import { LoamError } from '@/base/errors';
import { type ByteSource, streamChunks, streamOf } from '../encoding/byte-source';
import type { Expansion } from './expansion';
import { BrokenGzip, gunzipMembers } from './gunzip-members';

/**
 * What a gzip file holds, streamed. The browser's own decompressor does the work; where it gives up, fflate reads on from there: Chromium
 * refuses several members in one file, which bgzip and web crawls write, and nobody's own says where a file broke. Throws LoamError
 * `import/truncated-gzip` or `import/damaged-gzip` with the position.
 */
export function gunzipped(source: ByteSource, expansion: Expansion): ByteSource {
  let nativeFailed = false;
  const counter = { bytes: 0 };
  return {
    path: source.path,
    open() {
      let compressed = 0;
      let sourceFailed: unknown;
      async function* counted() {
        compressed = 0;
        try {
          for await (const chunk of source.open()) {
            compressed += chunk.length;
            yield chunk;
          }
        } catch (error) {
          sourceFailed = error;
          throw error;
        }
      }
      async function* both() {
        let out = 0;
        if (!nativeFailed) {
          try {
            const native = streamOf(counted()).pipeThrough(new DecompressionStream('gzip'));
            for await (const chunk of streamChunks(native)) {
              out += chunk.length;
              yield chunk;
            }
            return;
          } catch (error) {
            // What is wrong with the file around the gzip is not the gzip's fault.
            if (sourceFailed !== undefined) throw sourceFailed;
            if (error instanceof LoamError || error instanceof DOMException) throw error;
            nativeFailed = true;
          }
        }
        let skip = out;
        for await (const chunk of gunzipMembers(counted())) {
          if (skip < chunk.length) yield chunk.subarray(skip);
          skip = Math.max(0, skip - chunk.length);
        }
      }
      return expansion.watch(source.path, named(both(), source.path), () => compressed, counter);
    },
  };
}

async function* named(chunks: AsyncIterable<Uint8Array>, path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (error) {
    throw error instanceof BrokenGzip ? broken(path, error) : error;
  }
}

function broken(path: string, cause: BrokenGzip): LoamError {
  const { position, truncated } = cause;
  return new LoamError(
    {
      code: truncated ? 'import/truncated-gzip' : 'import/damaged-gzip',
      what: truncated
        ? `This gzip file breaks off after ${position} bytes; nothing of it was kept`
        : `This gzip file is damaged near byte ${position}; nothing of it was kept`,
      where: `${path}, byte ${position}`,
      remedy: 'Download or copy the file again, then drop it again.',
    },
    { cause },
  );
}
