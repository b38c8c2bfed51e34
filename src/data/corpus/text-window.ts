import type { FileReader } from '@/storage/storage';

const WINDOW_BYTES = 1 << 20;

/** Stored text by its place, read ahead a megabyte at a time: storage is not asked once for every short document. */
export class TextWindow {
  private buffer = new Uint8Array(0);
  private start = 0;
  private length = 0;
  private readonly decoder = new TextDecoder('utf-8', { ignoreBOM: true });

  constructor(
    private readonly file: FileReader,
    private readonly readAheadBytes = WINDOW_BYTES,
  ) {}

  text(start: number, bytes: number): string {
    if (start < this.start || start + bytes > this.start + this.length) {
      const wanted = Math.max(bytes, Math.min(this.readAheadBytes, this.file.sizeBytes - start));
      if (this.buffer.length < wanted) this.buffer = new Uint8Array(wanted);
      this.start = start;
      this.length = this.file.read(this.buffer.subarray(0, wanted), start);
    }
    const from = start - this.start;
    return this.decoder.decode(this.buffer.subarray(from, Math.min(this.length, from + bytes)));
  }
}
