import type { DocumentPart } from '@/schema/document';
import { parseRow, type Row } from '@/schema/row';
import { HeadStream, ProseStream } from '@/schema/row-stream';

/** A part of a document's prose; with the last part of a row with fields comes the row. */
export interface ProsePart extends DocumentPart {
  readonly row?: Row;
}

/** Documents as text to read and to measure: of rows, the fields that are prose. Plain text stays as it is. */
export async function* proseParts(parts: AsyncIterable<DocumentPart>): AsyncGenerator<ProsePart> {
  const heads = new HeadStream();
  const prose = new ProseStream();
  let whole = '';
  for await (const part of parts) {
    const first = part.part === 0;
    const opened = heads.push(part.text, first, part.lastPart);
    if (first) {
      prose.begin();
      whole = '';
    }
    if (opened?.headText === '' && !heads.head) {
      yield part;
      continue;
    }
    whole += opened ? opened.headText + opened.body : '';
    const text = opened ? prose.push(opened.body, heads.head) : '';
    yield part.lastPart ? { ...part, text, row: parseRow(whole) } : { ...part, text };
  }
}
