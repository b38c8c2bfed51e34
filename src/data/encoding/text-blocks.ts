import { joined } from './byte-source';
import { wholeLength } from './whole-characters';

/**
 * Bytes decoded at once. Decoders give strings of two bytes a character where any character needs them: of small blocks some are all ASCII. A megabyte
 * at once takes Node 20 1.6 times as long a byte, and five times where nearly all is ASCII.
 */
export const TEXT_BLOCK_BYTES = 1 << 15;

/** Cuts a stream of UTF-8 into blocks that end with a line, or, where a line is longer than a block, between characters. */
export class TextBlocks {
  private rest: Uint8Array = new Uint8Array(0);

  /** Blocks that are complete; views of the chunk where nothing was left over before it. */
  push(chunk: Uint8Array): Uint8Array[] {
    const bytes = this.rest.length === 0 ? chunk : joined([this.rest, chunk]);
    const blocks: Uint8Array[] = [];
    let at = 0;
    while (at < bytes.length) {
      const block = bytes.subarray(at, at + TEXT_BLOCK_BYTES);
      const line = block.lastIndexOf(10) + 1;
      if (line === 0 && block.length < TEXT_BLOCK_BYTES) break;
      const cut = block.subarray(0, line > 0 ? line : wholeLength(block));
      blocks.push(cut);
      at += cut.length;
    }
    this.rest = bytes.slice(at);
    return blocks;
  }

  /** What no line end came for. */
  end(): Uint8Array {
    return this.rest;
  }
}
