import { Zip, ZipDeflate } from 'fflate';
import { LoamError } from '@/base/errors';
import type { ExportFile } from '../export-file';

/** The plain format counts bytes in 32 bits; fflate does not write the extension (zip64) that counts further. */
const MOST_BYTES = 0xffff_ffff;
const MOST_FILES = 0xffff;
/** Deflate works through this much at a time. */
const PIECE_BYTES = 1 << 20;

export interface ZipOptions {
  /** Stands at every file. Default: now. */
  readonly modified?: Date;
  readonly signal?: AbortSignal;
  /** For tests. */
  readonly mostBytes?: number;
}

/**
 * A zip of files that are made while it is written; holds one piece of one file. Sizes and checksums follow each file (data descriptors).
 * Weights do not compress: `.safetensors` go in as stored deflate blocks, not as "stored" entries, whose end a streaming reader cannot see.
 *
 * Throws LoamError `zip/too-large` before anything is written when a declared size is over 4 GiB, else at the byte where it is; AbortError.
 */
export async function* writeZip(
  files: AsyncIterable<ExportFile> | Iterable<ExportFile>,
  options: ZipOptions = {},
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const { modified = new Date(), signal, mostBytes = MOST_BYTES } = options;
  const ready: Uint8Array<ArrayBuffer>[] = [];
  let failure: Error | undefined;
  const zip = new Zip((error, chunk) => {
    if (error) failure = error;
    else if (chunk.length > 0) ready.push(chunk);
  });
  let written = 0;
  let count = 0;
  let path = '';
  function* drain() {
    if (failure) throw failure;
    for (const chunk of ready.splice(0)) {
      written += chunk.length;
      if (written > mostBytes) throw tooLarge(path);
      yield chunk;
    }
  }
  try {
    for await (const file of files) {
      path = file.path;
      if (++count > MOST_FILES || written + (file.sizeBytes ?? 0) > mostBytes) throw tooLarge(path);
      const level = path.endsWith('.safetensors') ? 0 : 6;
      // Its type leaves out `mtime`, which `Zip` reads from what it is given.
      const entry = Object.assign(new ZipDeflate(path, { level }), { mtime: modified });
      zip.add(entry);
      for await (const chunk of file.chunks) {
        for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
          signal?.throwIfAborted();
          entry.push(chunk.subarray(at, at + PIECE_BYTES));
          yield* drain();
        }
      }
      entry.push(new Uint8Array(0), true);
      yield* drain();
    }
    zip.end();
    yield* drain();
  } finally {
    zip.terminate();
  }
}

function tooLarge(path: string): LoamError {
  return new LoamError({
    code: 'zip/too-large',
    what: 'A zip archive holds at most 4 GiB and 65,535 files; this export is larger',
    where: path,
    remedy: 'Export to a folder instead: npm run train -- ... --out DIR.',
  });
}
