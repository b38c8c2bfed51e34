import type { MayCut } from '../tokenizers/entry';
import { isSafeCut } from '../tokenizers/safe-cut';

/** A word longer than this is cut after all: nothing written by people has one, and memory must stay bounded. */
const LONGEST_WORD = 1 << 24;

/**
 * Passes on a text that comes in pieces of any kind in pieces that can be tokenized one by one with the same ids as the whole, all but
 * the first as going on: cut only where the pre-tokenizer cuts whatever stands around, and never within an added token.
 */
export class TextCutter {
  /** Pieces without a place to cut, joined when one is found: a rope searched at every push would be copied at every push. */
  private held: string[] = [];
  private heldLength = 0;
  private last = 0;

  /** `mayCut`: the tokenizer's; without one, wherever GPT-2's words end. */
  constructor(private readonly mayCut: MayCut = isSafeCut) {}

  /** The text that can be tokenized now; perhaps ''. */
  push(piece: string): string {
    if (piece === '') return '';
    let cut = this.lastCut(piece);
    if (cut < 0 && this.heldLength + piece.length > LONGEST_WORD) cut = isHigh(piece) ? piece.length - 1 : piece.length;
    this.last = piece.charCodeAt(piece.length - 1);
    if (cut < 0) {
      this.held.push(piece);
      this.heldLength += piece.length;
      return '';
    }
    const text = this.end() + piece.slice(0, cut);
    this.held = [piece.slice(cut)];
    this.heldLength = piece.length - cut;
    return text;
  }

  end(): string {
    const rest = this.held.join('');
    this.held = [];
    this.heldLength = 0;
    return rest;
  }

  /** Last safe cut in the piece, which may be before its first character, or -1. */
  private lastCut(piece: string): number {
    for (let at = piece.length - 1; at > 0; at--) {
      if (this.mayCut(piece.charCodeAt(at - 1), piece.charCodeAt(at))) return at;
    }
    return this.heldLength > 0 && this.mayCut(this.last, piece.charCodeAt(0)) ? 0 : -1;
  }
}

const isHigh = (text: string) => (text.charCodeAt(text.length - 1) & 0xfc00) === 0xd800;
