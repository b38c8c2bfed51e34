import type { Tokenizer } from './entry';

/** Ids to text as they come: bytes of an unfinished character are held back until the rest arrives. */
export class StreamDecoder {
  private readonly decoder = new TextDecoder('utf-8', { ignoreBOM: true });

  /** `begins`: the first id begins a text, whose blank a tokenizer may have put there itself. */
  constructor(
    private readonly tokenizer: Tokenizer,
    private begins = false,
  ) {}

  /** Text that became certain; often empty. */
  push(id: number): string {
    const text = this.decoder.decode(this.tokenizer.bytesOf(id), { stream: true });
    if (!this.begins) return text;
    this.begins = false;
    const alone = this.tokenizer.decode([id]);
    return text === ` ${alone}` ? alone : text;
  }

  /** What is left: U+FFFD for a character that never was completed. */
  end(): string {
    return this.decoder.decode();
  }
}
