/** Pages kept at most: what a larger row group has beyond them is decompressed twice instead. */
const MOST_BYTES = 1 << 26;

/**
 * Pages that were decompressed to be checked, for the library to be given instead of decompressing them again. They are told by where their bytes lie in
 * memory, and given once.
 */
export class KnownPages {
  private bytes = 0;
  private readonly pages = new Map<ArrayBufferLike, Map<number, Uint8Array>>();

  keep(compressed: Uint8Array, page: Uint8Array): void {
    if (this.bytes + page.length > MOST_BYTES) return;
    const chunk = this.pages.get(compressed.buffer) ?? new Map<number, Uint8Array>();
    if (chunk.has(compressed.byteOffset)) return;
    this.bytes += page.length;
    this.pages.set(compressed.buffer, chunk.set(compressed.byteOffset, page));
  }

  /** The page of so many bytes that these are when decompressed, where it is known. */
  take(compressed: Uint8Array, length: number): Uint8Array | undefined {
    const chunk = this.pages.get(compressed.buffer);
    const page = chunk?.get(compressed.byteOffset);
    if (page?.length !== length) return undefined;
    chunk?.delete(compressed.byteOffset);
    if (chunk?.size === 0) this.pages.delete(compressed.buffer);
    this.bytes -= length;
    return page;
  }
}
