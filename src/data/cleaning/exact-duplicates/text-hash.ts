/**
 * A 64-bit hash of a text that comes in parts: two 32-bit lanes of MurmurHash3's mixing (Appleby 2011) over UTF-16 units with different
 * constants, so where the text is cut does not matter. Two different documents among ten million collide with probability 3e-6.
 */
export class TextHash {
  private a = 0x9747b28c | 0;
  private b = 0x2c1b3c6d | 0;
  private length = 0;

  add(text: string): void {
    let { a, b } = this;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      let k = Math.imul(unit, 0xcc9e2d51);
      k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
      a ^= k;
      a = Math.imul((a << 13) | (a >>> 19), 5) + 0xe6546b64;
      b ^= Math.imul(unit + 0x9e37, 0x38b34ae5);
      b = Math.imul((b << 17) | (b >>> 15), 9) + 0x561ccd1b;
    }
    this.a = a | 0;
    this.b = b | 0;
    this.length += text.length;
  }

  /** Two uint32. */
  digest(): readonly [number, number] {
    const a = finish(this.a ^ this.length);
    const b = finish(this.b ^ this.length ^ 0x5bd1e995);
    return [(a + b) >>> 0, (a + Math.imul(b, 2)) >>> 0];
  }
}

function finish(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
