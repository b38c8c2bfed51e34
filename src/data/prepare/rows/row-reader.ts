import { isRow, parseRow, type Row } from '@/schema/row';
import type { TextRange } from '../../split/text-ranges';
import type { TextReader } from '../text-reader';

/** The row that lies in a range of the cleaned text, as a whole; undefined for plain text, which may be long and is read in pieces. */
export function rowAt(text: TextReader, range: TextRange): Row | undefined {
  let whole = '';
  for (const piece of text.pieces(range)) {
    if (whole === '' && !isRow(piece)) return undefined;
    whole += piece;
  }
  return whole === '' ? undefined : parseRow(whole);
}
