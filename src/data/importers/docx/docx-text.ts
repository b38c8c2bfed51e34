import type { MarkupHandler } from '../markup/markup-scanner';

/** Text moved away, and the drawing that programs show which do not know the one beside it. */
const SKIPPED: ReadonlySet<string> = new Set(['w:moveFrom', 'mc:Fallback']);
const CHARACTERS: Readonly<Record<string, string>> = {
  'w:tab': '\t',
  'w:br': '\n',
  'w:cr': '\n',
  'w:noBreakHyphen': '\u2011',
};

/** Text of WordprocessingML: paragraphs apart by a blank line, list items by a line end; a table row a line, its cells apart by tabs. */
export class DocxText implements MarkupHandler {
  private out: string[] = [];
  private begun = false;
  private paragraphs: string[] = [];
  private isItem = false;
  private afterItem = false;
  private inText = false;
  private skipped = 0;
  /** Cells of the rows that are open, the innermost last: tables stand in cells of tables. */
  private readonly rows: string[][] = [];
  private afterRow = false;

  open(name: string): void {
    if (SKIPPED.has(name)) this.skipped++;
    if (this.skipped > 0) return;
    const character = CHARACTERS[name];
    if (name === 'w:p') this.paragraphs.push('');
    else if (name === 'w:t' || name === 'm:t') this.inText = true;
    else if (name === 'w:numPr') this.isItem = true;
    else if (name === 'w:tr') this.rows.push([]);
    else if (name === 'w:tc') this.rows.at(-1)?.push('');
    // A tab in a paragraph's settings is a place, not a character: those are in w:tabs.
    else if (name === 'w:tabs') this.skipped++;
    else if (character) this.add(character);
  }

  close(name: string): void {
    if (SKIPPED.has(name) || name === 'w:tabs') this.skipped = Math.max(0, this.skipped - 1);
    if (this.skipped > 0) return;
    if (name === 'w:t' || name === 'm:t') this.inText = false;
    else if (name === 'w:p') this.endParagraph();
    else if (name === 'w:tr') this.endRow();
  }

  text(text: string): void {
    if (this.inText && this.skipped === 0) this.add(text);
  }

  /** The text since the last call. */
  taken(): string {
    const text = this.out.join('');
    this.out = [];
    return text;
  }

  private add(text: string): void {
    const at = this.paragraphs.length - 1;
    if (at >= 0) this.paragraphs[at] += text;
  }

  private endParagraph(): void {
    const text = (this.paragraphs.pop() ?? '').trim();
    const isItem = this.isItem;
    this.isItem = false;
    if (text === '') return;
    const row = this.rows.at(-1);
    if (!row) {
      this.put(text, isItem && this.afterItem ? '\n' : '\n\n');
      this.afterItem = isItem;
      this.afterRow = false;
    } else row.push(`${row.pop() ?? ''} ${text}`.trim());
  }

  private endRow(): void {
    const text = (this.rows.pop() ?? []).map((cell) => cell.replace(/\s+/g, ' ')).join('\t');
    const outer = this.rows.at(-1);
    if (text.trim() === '') return;
    if (outer) outer.push(`${outer.pop() ?? ''} ${text}`.trim());
    else {
      this.put(text, this.afterRow ? '\n' : '\n\n');
      this.afterRow = true;
      this.afterItem = false;
    }
  }

  private put(text: string, apart: string): void {
    this.out.push(this.begun ? apart : '', text);
    this.begun = true;
  }
}
