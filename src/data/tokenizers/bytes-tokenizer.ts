import type { MayCut, Tokenizer, TokenizerFile } from './entry';
import { areCut, isSafeBlank, isSafeCut } from './safe-cut';
import type { ParsedFile } from './tokenizer-file';

/** What every tokenizer shares once each id has its bytes. */
export abstract class BytesTokenizer implements Tokenizer {
  readonly vocabularySize: number;
  readonly endOfTextId: number;
  readonly mayCut: MayCut;

  /** `mayCut`: where the kind's words allow it; where that could be within an added token, before blanks only. */
  constructor(
    readonly file: TokenizerFile,
    parsed: ParsedFile,
    private readonly bytes: readonly Uint8Array[],
    mayCut: MayCut,
  ) {
    this.mayCut = mayCut === isSafeCut && areCut(parsed.added.keys(), isSafeCut) ? isSafeBlank : mayCut;
    this.vocabularySize = parsed.tokens.length;
    this.endOfTextId = parsed.endOfTextId;
  }

  abstract encode(text: string, goesOn?: boolean): number[];

  /** Invalid UTF-8 becomes U+FFFD. Ids outside the vocabulary throw RangeError. */
  decode(ids: Iterable<number>): string {
    const parts: Uint8Array[] = [];
    let length = 0;
    for (const id of ids) {
      const bytes = this.bytesOf(id);
      parts.push(bytes);
      length += bytes.length;
    }
    const all = new Uint8Array(length);
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    // A byte-order mark is a character of the text, not a mark of the stream.
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(all);
  }

  bytesOf(id: number): Uint8Array {
    const bytes = this.bytes[id];
    if (!bytes) throw new RangeError(`token id ${id} is outside the vocabulary of ${this.vocabularySize}`);
    return bytes;
  }
}
