import { joined } from './byte-source';

/** Takes a stream of chunks in pieces of any size. */
export class ByteQueue {
  /** Bytes taken or skipped so far. */
  position = 0;
  private readonly chunks: AsyncIterator<Uint8Array>;
  private held: Uint8Array = new Uint8Array(0);
  private ended = false;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.chunks = chunks[Symbol.asyncIterator]();
  }

  async atEnd(): Promise<boolean> {
    while (this.held.length === 0 && !this.ended) await this.more();
    return this.held.length === 0;
  }

  /** So many bytes, or what is left where the stream ends before. */
  async take(bytes: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    for (let rest = bytes; rest > 0 && !(await this.atEnd()); ) {
      const part = this.held.subarray(0, rest);
      this.held = this.held.subarray(part.length);
      rest -= part.length;
      parts.push(part);
    }
    const [only] = parts;
    const taken = parts.length === 1 && only ? only : joined(parts);
    this.position += taken.length;
    return taken;
  }

  /** Passes over bytes as they come and says how many there were. */
  async skip(bytes: number): Promise<number> {
    let rest = bytes;
    while (rest > 0 && !(await this.atEnd())) {
      const part = Math.min(rest, this.held.length);
      this.held = this.held.subarray(part);
      rest -= part;
    }
    this.position += bytes - rest;
    return bytes - rest;
  }

  /** Up to so many bytes, as they come, chunk by chunk. */
  async *stream(bytes: number): AsyncGenerator<Uint8Array> {
    for (let rest = bytes; rest > 0 && !(await this.atEnd()); ) {
      const part = this.held.subarray(0, rest);
      this.held = this.held.subarray(part.length);
      this.position += part.length;
      rest -= part.length;
      yield part;
    }
  }

  /** Lets go of the stream, so that what is open behind it is closed. */
  async close(): Promise<void> {
    this.ended = true;
    await this.chunks.return?.();
  }

  private async more(): Promise<void> {
    const { done, value } = await this.chunks.next();
    if (done) this.ended = true;
    else this.held = value;
  }
}
