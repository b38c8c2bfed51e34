import type { MarkupHandler } from '../markup/markup-scanner';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** What nobody reads. `head` is not among them: its end tag is often left out. */
const UNREAD = words('script style noscript template svg math iframe object canvas select datalist audio video');
/** A blank line before and after. */
const PARAGRAPHS = words(
  'p h1 h2 h3 h4 h5 h6 blockquote ul ol dl table pre section article header footer main nav aside figure form fieldset hr address details',
);
/** A line of their own. */
const LINES = words('div li dt dd tr caption figcaption summary option legend body br center');
const CELLS = words('td th');
const VOID = words('area base br col embed hr img input link meta param source track wbr');

/**
 * Text of HTML as one reads it: white space run together except in `pre`, paragraphs apart by a blank line, list items and rows on lines, cells
 * apart by tabs.
 */
export class HtmlText implements MarkupHandler {
  title = '';
  /** What a tree of this page would be like. */
  elements = 0;
  deepest = 0;
  private depth = 0;
  private out: string[] = [];
  private breaks = 0;
  private space: '' | ' ' | '\t' = '';
  private begun = false;
  private unread = '';
  private unreadDepth = 0;
  private inTitle = false;
  private pre = 0;

  open(name: string): void {
    this.elements++;
    if (!VOID.has(name)) this.deepest = Math.max(this.deepest, ++this.depth);
    if (this.unread !== '') {
      if (name === this.unread) this.unreadDepth++;
      return;
    }
    if (UNREAD.has(name)) {
      this.unread = name;
      this.unreadDepth = 1;
    } else if (name === 'title') this.inTitle = true;
    else {
      if (name === 'br') this.breaks = Math.min(2, this.breaks + 1);
      else this.edge(name);
      if (name === 'pre') this.pre++;
      if (CELLS.has(name) && this.begun && this.breaks === 0) this.space = '\t';
    }
  }

  close(name: string): void {
    if (this.depth > 0) this.depth--;
    if (this.unread !== '') {
      if (name === this.unread && --this.unreadDepth === 0) this.unread = '';
      return;
    }
    if (name === 'title') this.inTitle = false;
    else {
      this.edge(name);
      if (name === 'pre' && this.pre > 0) this.pre--;
    }
  }

  text(text: string): void {
    if (this.unread !== '') return;
    if (this.inTitle) {
      if (this.title.length < 1000) this.title += text;
      return;
    }
    if (this.pre > 0) {
      this.put(text);
      return;
    }
    // White space as HTML has it: a no-break space is none.
    const run = text.replace(/[ \t\n\r\f]+/g, ' ');
    if (run.startsWith(' ')) this.space ||= ' ';
    const inner = run.slice(run.startsWith(' ') ? 1 : 0, run.length > 1 && run.endsWith(' ') ? -1 : undefined);
    if (inner === '') return;
    this.put(inner);
    if (run.endsWith(' ')) this.space = ' ';
  }

  /** The text since the last call. */
  taken(): string {
    const text = this.out.join('');
    this.out = [];
    return text;
  }

  private edge(name: string): void {
    if (PARAGRAPHS.has(name)) this.breaks = 2;
    else if (LINES.has(name)) this.breaks = Math.max(1, this.breaks);
  }

  private put(text: string): void {
    if (this.begun) this.out.push(this.breaks > 0 ? '\n'.repeat(this.breaks) : this.space);
    this.begun = true;
    this.breaks = 0;
    this.space = '';
    this.out.push(text);
  }
}
