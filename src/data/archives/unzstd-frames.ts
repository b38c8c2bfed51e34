import { ByteQueue } from '../encoding/byte-queue';
import { joined } from '../encoding/byte-source';

/** Why a zstd stream could not be read to its end, and at which byte that showed. */
export class BrokenZstd extends Error {
  constructor(
    readonly position: number,
    readonly reason: 'truncated' | 'damaged' | 'window',
    options?: ErrorOptions,
  ) {
    super(reason, options);
  }
}

/** What fzstd's streaming decompressor does; a new one for each frame. */
interface Decompressor {
  push(chunk: Uint8Array, final?: boolean): void;
}
type MakeDecompressor = (onData: (chunk: Uint8Array) => void) => Decompressor;

/** The window is held in memory: as much as the zstd tool itself grants without being asked. */
const MAX_WINDOW_BYTES = 1 << 27;
const MAGIC = 0xfd2fb528;

/**
 * All frames of a zstd file (RFC 8878, section 3.1). Frames and blocks are followed here and handed over one by one, so that a frame's window is
 * known before it is allocated, a break has a position, and no call makes more than one block (128 KB). Checksums are not verified: the library
 * leaves them out. Throws BrokenZstd.
 */
export async function* unzstdFrames(
  chunks: AsyncIterable<Uint8Array>,
  make: MakeDecompressor,
): AsyncGenerator<Uint8Array> {
  const input = new ByteQueue(chunks);
  try {
    yield* frames(input, make);
  } finally {
    await input.close();
  }
}

async function* frames(input: ByteQueue, make: MakeDecompressor): AsyncGenerator<Uint8Array> {
  const need = async (bytes: number) => {
    const taken = await input.take(bytes);
    if (taken.length < bytes) throw new BrokenZstd(input.position, 'truncated');
    return taken;
  };
  let count = 0;
  while (!(await input.atEnd())) {
    const start = input.position;
    const magic = view(await need(4));
    if ((magic.getUint32(0, true) & 0xfffffff0) >>> 0 === 0x184d2a50) {
      const size = view(await need(4)).getUint32(0, true);
      if ((await input.skip(size)) < size) throw new BrokenZstd(input.position, 'truncated');
      continue;
    }
    if (magic.getUint32(0, true) !== MAGIC) throw new BrokenZstd(start, 'damaged');
    count++;
    let out: Uint8Array[] = [];
    // The library hands over views of buffers that it goes on using.
    const decompressor = make((chunk) => out.push(chunk.slice()));
    const push = (bytes: Uint8Array, last: boolean) => {
      try {
        decompressor.push(bytes, last);
      } catch (cause) {
        throw new BrokenZstd(input.position, 'damaged', { cause });
      }
    };
    const header = await frameHeader(need, input.position);
    push(new Uint8Array([0x28, 0xb5, 0x2f, 0xfd, ...header.bytes]), false);
    for (let last = false; !last; ) {
      const block = await need(3);
      const word = (block[0] ?? 0) | ((block[1] ?? 0) << 8) | ((block[2] ?? 0) << 16);
      last = (word & 1) === 1;
      const type = (word >> 1) & 3;
      // A run-length block is one byte, however long the run.
      const size = type === 1 ? 1 : word >> 3;
      if (type === 3 || word >> 3 > 1 << 17) throw new BrokenZstd(input.position, 'damaged');
      push(block, false);
      const content = await need(size);
      // The library ends a frame only with its checksum in the same call.
      push(last && header.checksum ? joined([content, await need(4)]) : content, last);
      // Empty ones too: whoever reads takes a breath at each.
      yield* out.length > 0 ? out : [new Uint8Array(0)];
      out = [];
    }
  }
  if (count === 0) throw new BrokenZstd(input.position, input.position < 8 ? 'truncated' : 'damaged');
}

/** RFC 8878, section 3.1.1.1. */
async function frameHeader(need: (bytes: number) => Promise<Uint8Array>, position: number) {
  const [descriptor = 0] = await need(1);
  const single = (descriptor & 0x20) !== 0;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const sizeBytes = [single ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
  const rest = await need((single ? 0 : 1) + dictionaryBytes + sizeBytes);
  let windowBytes = 0;
  if (single) {
    for (let i = rest.length - 1; i >= dictionaryBytes; i--) windowBytes = windowBytes * 256 + (rest[i] ?? 0);
    if (sizeBytes === 2) windowBytes += 256;
  } else {
    const [byte = 0] = rest;
    const base = 2 ** (10 + (byte >> 3));
    windowBytes = base + (base / 8) * (byte & 7);
  }
  if (windowBytes > MAX_WINDOW_BYTES) throw new BrokenZstd(position, 'window');
  return { bytes: [descriptor, ...rest], checksum: (descriptor & 4) !== 0 };
}

const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
