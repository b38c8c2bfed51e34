import { unreadable } from '../tokenizer-file';

const PART = 'normalizer';
/** Bytes; longer than any that SentencePiece's own tables have, and short enough that a hostile table costs nothing. */
const LONGEST_KEY = 256;
const LONGEST_TEXT = 1024;

/**
 * SentencePiece's normalizer: a table of what stands for what, as `precompiled_charsmap` holds it (Kudo and Richardson 2018, section 3.1). In base64:
 * the size of a double-array trie in bytes, the trie (Yata's darts-clone, 32-bit units), and texts that end with a zero byte, by offset. At each
 * place the longest key is replaced, as SentencePiece itself does.
 */
export class CharacterMap {
  private readonly units: Uint32Array;
  private readonly texts: Uint8Array;
  /** Whether a key begins with this byte: most of a text passes by this alone. */
  private readonly begins = new Uint8Array(256);

  /** Throws LoamError `tokenizer/unreadable`. */
  constructor(base64: unknown) {
    const bytes = decodeBase64(base64);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const size = bytes.length >= 4 ? view.getUint32(0, true) : 0;
    if (size < 4 || size % 4 !== 0 || 4 + size > bytes.length)
      throw unreadable('Its table of characters is damaged', PART);
    this.units = Uint32Array.from({ length: size / 4 }, (_, i) => view.getUint32(4 + 4 * i, true));
    this.texts = bytes.subarray(4 + size);
    for (let at = 0; at < this.texts.length; ) {
      const end = this.texts.indexOf(0, at);
      if ((end < 0 ? this.texts.length : end) - at > LONGEST_TEXT)
        throw unreadable(`Its table of characters has a text of more than ${LONGEST_TEXT} bytes`, PART);
      at = end < 0 ? this.texts.length : end + 1;
    }
    const root = offsetOf(this.units[0] ?? 0);
    for (let byte = 1; byte < 256; byte++) if (labelOf(this.units[root ^ byte] ?? 0) === byte) this.begins[byte] = 1;
  }

  normalize(text: string): string {
    const bytes = new TextEncoder().encode(text);
    const out: Uint8Array[] = [];
    let kept = 0;
    for (let at = 0; at < bytes.length; ) {
      const byte = bytes[at] as number;
      const found = this.begins[byte] === 1 && this.longest(bytes, at);
      if (!found) {
        at += characterBytes(byte);
        continue;
      }
      out.push(bytes.subarray(kept, at), this.textAt(found.value));
      at += found.length;
      kept = at;
    }
    if (kept === 0) return text;
    out.push(bytes.subarray(kept));
    return join(out);
  }

  /** The longest key at `at`, or false. */
  private longest(bytes: Uint8Array, at: number): false | { readonly length: number; readonly value: number } {
    const { units } = this;
    let found: false | { length: number; value: number } = false;
    let node = offsetOf(units[0] as number);
    for (let i = at; i < Math.min(bytes.length, at + LONGEST_KEY); i++) {
      const byte = bytes[i] as number;
      node ^= byte;
      const unit = units[node] ?? 0;
      if (byte === 0 || labelOf(unit) !== byte) break;
      node ^= offsetOf(unit);
      if (unit & 0x100) found = { length: i + 1 - at, value: (units[node] ?? 0) & 0x7fffffff };
    }
    return found;
  }

  private textAt(offset: number): Uint8Array {
    const end = this.texts.indexOf(0, offset);
    return this.texts.subarray(offset, end < 0 ? undefined : end);
  }
}

/** A leaf's label has the highest bit, so that it is no byte. */
const labelOf = (unit: number): number => (unit & 0x800000ff) >>> 0;
const offsetOf = (unit: number): number => ((unit >>> 10) << ((unit & 0x200) >>> 6)) >>> 0;

/** Bytes of the character that begins with this one. */
const characterBytes = (byte: number): number => (byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4);

function join(parts: readonly Uint8Array[]): string {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(all);
}

function decodeBase64(text: unknown): Uint8Array {
  try {
    if (typeof text === 'string') return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    // Not base64: the same sentence as for what is no text.
  }
  throw unreadable('Its table of characters is not there in base64', PART);
}
