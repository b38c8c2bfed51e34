import type { FileWriter } from '@/storage/storage';

/** Gathers small writes: storage is asked once a megabyte, not once a document. */
export class ByteSink {
  /** Bytes taken so far. */
  written = 0;
  private readonly buffer = new Uint8Array(1 << 20);
  private used = 0;
  private readonly encoder = new TextEncoder();

  constructor(private readonly writer: FileWriter) {}

  /** Takes back all but the first bytes. */
  async rewind(bytes: number): Promise<void> {
    const stored = this.written - this.used;
    if (bytes < stored) await this.writer.rewind(bytes);
    this.used = Math.max(0, bytes - stored);
    this.written = bytes;
  }

  /** `text` without waiting; false, and nothing is taken, where there may not be enough room. */
  textNow(text: string): boolean {
    // A UTF-16 unit takes three bytes at most.
    if (text.length * 3 > this.buffer.length - this.used) return false;
    const { written } = this.encoder.encodeInto(text, this.buffer.subarray(this.used));
    this.used += written;
    this.written += written;
    return true;
  }

  /** A text as UTF-8; lone surrogates become U+FFFD. */
  async text(text: string): Promise<void> {
    for (let rest = text; rest !== ''; ) {
      const { read, written } = this.encoder.encodeInto(rest, this.buffer.subarray(this.used));
      this.used += written;
      this.written += written;
      rest = rest.slice(read);
      if (rest !== '') await this.flush();
    }
  }

  /** Token ids, little-endian. */
  async ids(ids: readonly number[] | Uint32Array, bytes: 2 | 4): Promise<void> {
    for (const id of ids) {
      if (this.used + bytes > this.buffer.length) await this.flush();
      this.buffer[this.used++] = id;
      this.buffer[this.used++] = id >> 8;
      if (bytes === 4) {
        this.buffer[this.used++] = id >> 16;
        this.buffer[this.used++] = id >> 24;
      }
    }
    this.written += ids.length * bytes;
  }

  async flush(): Promise<void> {
    if (this.used === 0) return;
    await this.writer.write(this.buffer.subarray(0, this.used));
    this.used = 0;
  }
}

/** Writes a whole file through a sink: visible only if `fill` succeeds, otherwise as if never begun. */
export async function writeFile<T>(writer: FileWriter, fill: (sink: ByteSink) => Promise<T>): Promise<T> {
  try {
    const sink = new ByteSink(writer);
    const result = await fill(sink);
    await sink.flush();
    await writer.close();
    return result;
  } catch (error) {
    await writer.abort();
    throw error;
  }
}
