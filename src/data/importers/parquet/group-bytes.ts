import type { AsyncBuffer } from 'hyparquet';

/** Held at most: of a larger row group, what comes last is read twice instead. */
const MOST_BYTES = 1 << 26;

interface Held {
  readonly start: number;
  readonly bytes: ArrayBuffer;
}

/** The bytes of a row group: read once from the file to be checked, then given to the library from memory. */
export class GroupBytes implements AsyncBuffer {
  private readonly held: Held[] = [];
  private heldBytes = 0;

  constructor(
    private readonly blob: Blob,
    /** Hears of all bytes that are read from the file, but not of those that are read again. */
    private readonly onRead: (bytes: number) => void,
  ) {}

  get byteLength(): number {
    return this.blob.size;
  }

  /** A column chunk, from the file. */
  async read(start: number, end: number): Promise<ArrayBuffer> {
    const bytes = await this.blob.slice(start, end).arrayBuffer();
    this.onRead(bytes.byteLength);
    if (this.heldBytes + bytes.byteLength <= MOST_BYTES) {
      this.held.push({ start, bytes });
      this.heldBytes += bytes.byteLength;
    }
    return bytes;
  }

  /** What the library asks for: a chunk, or several small ones that follow one another. */
  async slice(start: number, end = this.byteLength): Promise<ArrayBuffer> {
    const whole = this.held.find((one) => one.start === start && one.bytes.byteLength === end - start);
    if (whole) return whole.bytes;
    const joined = new Uint8Array(end - start);
    let at = start;
    for (let next = this.at(at); next && at < end; next = this.at(at)) {
      const part = new Uint8Array(next.bytes, at - next.start).subarray(0, end - at);
      joined.set(part, at - start);
      at += part.length;
    }
    return at === end ? joined.buffer : this.blob.slice(start, end).arrayBuffer();
  }

  private at(place: number): Held | undefined {
    return this.held.find(({ start, bytes }) => start <= place && place < start + bytes.byteLength);
  }
}
