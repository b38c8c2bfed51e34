import type { Tokenizer } from './entry';

/** Ids to text as they come: bytes of an unfinished character are held back until the rest arrives. */
export class StreamDecoder {
  private readonly decoder = new TextDecoder('utf-8', { ignoreBOM: true });

  constructor(private readonly tokenizer: Tokenizer) {}

  /** Text that became certain; often empty. */
  push(id: number): string {
    return this.decoder.decode(this.tokenizer.bytesOf(id), { stream: true });
  }

  /** What is left: U+FFFD for a character that never was completed. */
  end(): string {
    return this.decoder.decode();
  }
}
