import { Rng } from '@/base/rng';
import { ALONE, BREAK, foldCharacter, NOTHING } from './fold-character';

const SEED = 0x811c9dc5 | 0;
const PRIME = 0x01000193;

/**
 * MinHash signature (Broder 1997) of a document that comes in parts: of each of `size` hash functions the least value over all runs of `run`
 * words. Two documents agree in a place with the probability that is their Jaccard similarity. A document of fewer words is one run; one
 * without words has no signature. 32-bit hashes: x -> (x ^ b) * a, mixed, with odd a.
 */
export class MinHash {
  readonly signature: Int32Array;
  /** Characters of the document, before folding. */
  characters = 0;
  private words = 0;
  private readonly multipliers: Int32Array;
  private readonly masks: Int32Array;
  private readonly last: Int32Array;
  private hash = SEED;
  private inWord = false;
  /** Any digits in a row are one 0. */
  private digit = false;

  constructor(
    private readonly run: number,
    size: number,
  ) {
    const rng = new Rng(0x10a3);
    this.signature = new Int32Array(size);
    this.multipliers = Int32Array.from({ length: size }, () => rng.uint32() | 1);
    this.masks = Int32Array.from({ length: size }, () => rng.uint32());
    this.last = new Int32Array(run);
  }

  begin(): void {
    this.signature.fill(0x7fffffff);
    this.characters = this.words = 0;
    this.hash = SEED;
    this.inWord = this.digit = false;
  }

  add(text: string): void {
    this.characters += text.length;
    // Copies: an engine reads what comes from another module anew at every use.
    const [fold, breaks, nothing, alone] = [foldCharacter, BREAK, NOTHING, ALONE];
    for (let i = 0; i < text.length; i++) {
      let codePoint = text.charCodeAt(i);
      if ((codePoint & 0xfc00) === 0xd800) {
        codePoint = text.codePointAt(i) ?? codePoint;
        if (codePoint > 0xffff) i++;
      }
      const sign = fold(codePoint);
      if (sign === breaks) {
        if (this.inWord) this.endWord();
      } else if (sign !== nothing) {
        if (sign >= alone) {
          if (this.inWord) this.endWord();
          this.hash = Math.imul(this.hash ^ sign, PRIME);
          this.endWord();
          continue;
        }
        const digit = sign === 0x30;
        if (digit && this.digit) continue;
        this.digit = digit;
        this.hash = Math.imul(this.hash ^ sign, PRIME);
        this.inWord = true;
      }
    }
  }

  /** After the last part; whether there is a signature. */
  end(): boolean {
    if (this.inWord) this.endWord();
    if (this.words > 0 && this.words < this.run) this.take(this.words);
    return this.words > 0;
  }

  private endWord(): void {
    const { run } = this;
    this.last[this.words % run] = this.hash;
    this.words++;
    this.hash = SEED;
    this.inWord = this.digit = false;
    if (this.words >= run) this.take(run);
  }

  /** The run of the last `count` words. */
  private take(count: number): void {
    const { last, run, signature, multipliers, masks } = this;
    let mixed = count;
    for (let at = this.words - count; at < this.words; at++) {
      mixed = Math.imul(mixed ^ (last[at % run] ?? 0), 0xcc9e2d51);
      mixed = (mixed << 13) | (mixed >>> 19);
    }
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed ^= mixed >>> 13;
    for (let i = 0; i < signature.length; i++) {
      let value = Math.imul(mixed ^ (masks[i] as number), multipliers[i] as number);
      value ^= value >>> 15;
      value = Math.imul(value, 0x2c1b3c6d);
      if (value < (signature[i] as number)) signature[i] = value;
    }
  }
}
