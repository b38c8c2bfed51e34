/** Bytes that can be read again from the start: a file, or a member of an archive, decompressed as it is read. */
export interface ByteSource {
  /** Path shown to people, archives included: `mail.zip/inbox/1.txt`. */
  readonly path: string;
  /** Present when the bytes lie in a Blob as they are: archives need random access. */
  readonly blob?: Blob;
  open(): AsyncIterable<Uint8Array>;
}

const BLOCK_BYTES = 1 << 20;

/**
 * A Blob's bytes without holding it. Slices of a megabyte are four times as fast as `Blob.stream()` in Node 20, and no slower in Chromium.
 * `onRead` hears of every block read: progress.
 */
export function blobSource(path: string, blob: Blob, onRead: (bytes: number) => void = () => {}): ByteSource {
  return {
    path,
    blob,
    async *open() {
      for (let at = 0; at < blob.size; at += BLOCK_BYTES) {
        const block = new Uint8Array(await blob.slice(at, at + BLOCK_BYTES).arrayBuffer());
        onRead(block.length);
        yield block;
      }
    },
  };
}

/** A pull stream over chunks; cancelling it ends the iteration, so that what is open behind it is closed. */
export function streamOf(chunks: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const iterator = chunks[Symbol.asyncIterator]();
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await iterator.next();
        if (done) controller.close();
        // A SharedArrayBuffer never gets here: chunks are slices of Blobs or of our own buffers.
        else controller.enqueue(value as Uint8Array<ArrayBuffer>);
      },
      async cancel() {
        await iterator.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}

/** A stream's chunks; leaving the loop early cancels the stream. */
export async function* streamChunks(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  let finished = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        finished = true;
        return;
      }
      if (value.length > 0) yield value;
    }
  } finally {
    // A consumer that stops early must not leave the file open. A broken stream refuses to be cancelled.
    if (!finished) await reader.cancel().catch(() => {});
  }
}

export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
