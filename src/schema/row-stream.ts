import { fieldPieces, ITEM, isRow, type RowHead, splitHead, TO_FILL } from './row';

/** Parts the head from the fields of documents that come in pieces. */
export class HeadStream {
  head: RowHead | undefined;
  private held = '';
  private inHead = false;
  /** Whether nothing of the document has come: its first piece may be empty. */
  private empty = true;

  /**
   * What of the fields a piece has, and the head's own text with the first of them. Undefined while a head goes on, which is a few hundred
   * characters long.
   */
  push(text: string, first: boolean, last: boolean): { readonly headText: string; readonly body: string } | undefined {
    if (first) {
      this.head = undefined;
      this.held = '';
      this.inHead = false;
      this.empty = true;
    }
    if (this.empty && text !== '') {
      this.empty = false;
      this.inHead = isRow(text);
    }
    if (!this.inHead) return { headText: '', body: text };
    this.held += text;
    const { head, body } = splitHead(this.held);
    if (!head && !last) return undefined;
    this.inHead = false;
    this.head = head;
    return { headText: this.held.slice(0, this.held.length - body.length), body };
  }
}

/** The fields of a row that is known to be read, as one text: a blank line between them, blanks between items, labels left out. */
export class ProseStream {
  private field = 0;
  private begun = false;
  private fresh = true;

  begin(): void {
    this.field = 0;
    this.begun = false;
    this.fresh = true;
  }

  /** A piece of the fields of a row; plain text has no head and comes back as it is. */
  push(body: string, head: RowHead | undefined): string {
    if (!head) return body;
    let prose = '';
    for (const { text, ends } of fieldPieces(body)) {
      if (text !== '' && head.fields[this.field]?.role !== 'label') {
        if (this.fresh && this.begun) prose += '\n\n';
        prose += text.replaceAll(ITEM, ' ').replaceAll(TO_FILL, '');
        this.begun = true;
        this.fresh = false;
      }
      if (!ends) continue;
      this.field++;
      this.fresh = true;
    }
    return prose;
  }
}
