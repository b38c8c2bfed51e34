/**
 * A Blob of any size that is nowhere: `block` over and over, made when it is read. Only what importers use of a Blob: `size`, `slice` and
 * `arrayBuffer`.
 */
export function generatedBlob(block: Uint8Array, repeats: number, head: Uint8Array = new Uint8Array(0)): Blob {
  return new Generated(block, head, 0, head.length + block.length * repeats);
}

class Generated extends Blob {
  constructor(
    private readonly block: Uint8Array,
    private readonly head: Uint8Array,
    private readonly from: number,
    private readonly to: number,
  ) {
    super();
  }

  override get size(): number {
    return this.to - this.from;
  }

  override slice(start = 0, end = this.size): Blob {
    return new Generated(this.block, this.head, this.from + start, Math.min(this.to, this.from + end));
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    const bytes = new Uint8Array(this.size);
    for (let at = 0; at < bytes.length; ) {
      const place = this.from + at;
      const body = place - this.head.length;
      const source = body < 0 ? this.head.subarray(place) : this.block.subarray(body % this.block.length);
      const piece = source.subarray(0, bytes.length - at);
      bytes.set(piece, at);
      at += piece.length;
    }
    return bytes.buffer;
  }
}
