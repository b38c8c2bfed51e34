import { Gunzip } from 'fflate';
import { LoamError } from '@/base/errors';
import { type ByteSource, streamChunks, streamOf } from '../encoding/byte-source';
import type { Expansion } from './expansion';

/**
 * What a gzip file holds, streamed. The browser's own decompressor does the work; where it gives up, fflate reads on from there: Chromium
 * refuses several members in one file, which bgzip and web crawls write. Throws LoamError `import/truncated-gzip` or
 * `import/damaged-gzip` with the position.
 */
export function gunzipped(source: ByteSource, expansion: Expansion): ByteSource {
  let slow = false;
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
      async function* both() {
        let out = 0;
        if (!slow) {
          try {
            for await (const chunk of native(counted())) {
              out += chunk.length;
              yield chunk;
            }
            return;
          } catch (error) {
            // What was wrong with the file around the gzip, or who cancelled, is not the gzip's fault.
            if (!(error instanceof TypeError) && !isZlibError(error)) throw error;
            slow = true;
            compressed = 0;
          }
        }
        let skip = out;
        for await (const chunk of byMembers(counted(), source.path)) {
          if (skip < chunk.length) yield chunk.subarray(skip);
          skip = Math.max(0, skip - chunk.length);
        }
      }
      return expansion.watch(source.path, both(), () => compressed, counter);
    },
  };
}

/** Chromium throws TypeError, Node an Error with zlib's code. */
const isZlibError = (error: unknown) =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && /^Z_|^ERR_/.test(error.code);

function native(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  return streamChunks(streamOf(chunks).pipeThrough(new DecompressionStream('gzip')));
}

/** A deflated byte becomes at most 1032: no push makes more than 16 MB. */
const PUSH_BYTES = 1 << 14;

async function* byMembers(chunks: AsyncIterable<Uint8Array>, path: string): AsyncGenerator<Uint8Array> {
  let out: Uint8Array[] = [];
  let position = 0;
  let tail = new Uint8Array(0);
  const gunzip = new Gunzip((chunk) => {
    if (chunk.length > 0) out.push(chunk);
  });
  const push = (chunk: Uint8Array, last: boolean) => {
    try {
      gunzip.push(chunk, last);
    } catch (cause) {
      throw broken(path, position, last, cause);
    }
  };
  for await (const chunk of chunks) {
    for (let from = 0; from < chunk.length; from += PUSH_BYTES) {
      const piece = chunk.slice(from, from + PUSH_BYTES);
      tail = piece.subarray(-8);
      push(piece, false);
      position += piece.length;
      yield* out;
      out = [];
    }
  }
  push(new Uint8Array(0), true);
  yield* out;
  if (position < 18 || tail.length === 0) throw broken(path, position, true);
}

function broken(path: string, position: number, truncated: boolean, cause?: unknown): LoamError {
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
