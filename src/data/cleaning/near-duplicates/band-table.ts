/** Documents in one block of memory. */
const BLOCK = 1 << 12;

/** 64-bit hashes of every band of every document: 8 bytes a band, in blocks, so that growing never copies. */
export class BandTable {
  count = 0;
  private readonly blocks: Uint32Array[] = [];

  constructor(
    private readonly bands: number,
    private readonly rows: number,
  ) {}

  add(signature: Int32Array): void {
    const within = this.count % BLOCK;
    if (within === 0) this.blocks.push(new Uint32Array(BLOCK * this.bands * 2));
    const block = this.blocks.at(-1);
    if (!block) return;
    this.count++;
    for (let band = 0; band < this.bands; band++) {
      let a = 0x9747b28c | 0;
      let b = 0x2c1b3c6d | 0;
      for (let row = 0; row < this.rows; row++) {
        const value = signature[band * this.rows + row] ?? 0;
        a = Math.imul(a ^ value, 0x85ebca6b);
        a = (a << 13) | (a >>> 19);
        b = Math.imul(b ^ value, 0xc2b2ae35);
        b = (b << 17) | (b >>> 15);
      }
      const at = (within * this.bands + band) * 2;
      block[at] = a ^ (a >>> 16);
      block[at + 1] = b ^ (b >>> 15);
    }
  }

  first(document: number, band: number): number {
    return this.blocks[Math.floor(document / BLOCK)]?.[((document % BLOCK) * this.bands + band) * 2] ?? 0;
  }

  second(document: number, band: number): number {
    return this.blocks[Math.floor(document / BLOCK)]?.[((document % BLOCK) * this.bands + band) * 2 + 1] ?? 0;
  }
}
