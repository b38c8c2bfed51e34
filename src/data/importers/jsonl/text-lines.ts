import { ByteRuler } from '../../encoding/byte-ruler';
import { type TextFile, textPieces } from '../../encoding/text-file';
import { MAX_RECORD_CHARACTERS } from '../entry';
import { recordTooLong } from '../record-too-long';

export interface Line {
  /** Without its line end. */
  readonly text: string;
  /** 1-based. */
  readonly number: number;
  /** Half-open, without the line end. */
  readonly byteStart: number;
  readonly byteEnd: number;
}

/** Lines in batches, with their places in the file. Lines end with LF or CR LF. Throws LoamError `import/record-too-long`. */
export async function* textLines(file: TextFile): AsyncGenerator<Line[]> {
  const ruler = new ByteRuler(file);
  let held: string[] = [];
  let heldCharacters = 0;
  let number = 0;
  let place = 0;
  const line = (whole: string, ends: number): Line => {
    const text = whole.endsWith('\r') ? whole.slice(0, -1) : whole;
    const byteStart = ruler.byteAt(place);
    const byteEnd = ruler.byteAt(place + text.length);
    place += whole.length + ends;
    return { text, number: ++number, byteStart, byteEnd };
  };
  for await (const piece of textPieces(file)) {
    ruler.add(piece);
    const { text } = piece;
    const lines: Line[] = [];
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      const rest = text.slice(from, end);
      lines.push(line(held.length === 0 ? rest : held.join('') + rest, 1));
      held = [];
      heldCharacters = 0;
      from = end + 1;
    }
    if (from < text.length) {
      held.push(text.slice(from));
      heldCharacters += text.length - from;
    }
    if (lines.length > 0) yield lines;
    if (heldCharacters > MAX_RECORD_CHARACTERS) throw recordTooLong(file.bytes.path, 'line', number + 1);
  }
  if (heldCharacters > 0) yield [line(held.join(''), 0)];
}
