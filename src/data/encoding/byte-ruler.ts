import { lengthIn, type Measure, units } from './encoded-length';
import type { Piece, TextFile } from './text-file';

/**
 * Says where in the file a place of the text stands. Places are asked for in rising order, counted in UTF-16 units from the first piece;
 * what lies before the last place asked for is forgotten.
 */
export class ByteRuler {
  private pieces: Piece[] = [];
  /** Place in the text, and in the current piece, of the last answer. */
  private place = 0;
  private within = 0;
  private byte = 0;
  private readonly measure: Measure;

  constructor(file: TextFile) {
    // An estimate where nothing exact can be said; the ends of pieces are exact in any case.
    this.measure = lengthIn(file.encoding) ?? units;
  }

  add(piece: Piece): void {
    if (this.pieces.length === 0) {
      this.within = 0;
      this.byte = piece.byteStart;
    }
    this.pieces.push(piece);
  }

  /** The byte at which the text from `place` on begins. */
  byteAt(place: number): number {
    let ahead = place - this.place;
    this.place = place;
    for (let [piece] = this.pieces; piece; [piece] = this.pieces) {
      const rest = piece.text.length - this.within;
      if (ahead < rest) {
        const to = this.within + ahead;
        this.byte = piece.places
          ? piece.byteStart + piece.places.byteAt(to)
          : Math.min(piece.byteEnd, this.byte + this.measure(piece.text, this.within, to));
        this.within = to;
        return this.byte;
      }
      ahead -= rest;
      this.byte = piece.byteEnd;
      this.pieces.shift();
      this.within = 0;
    }
    return this.byte;
  }
}
