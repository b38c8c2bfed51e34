import { Parser } from 'htmlparser2';

/** Elements whose contents nobody reads. */
const SKIPPED = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'iframe',
  'object',
  'svg',
  'math',
  'select',
  'head',
]);
const PARAGRAPHS = new Set(
  'p h1 h2 h3 h4 h5 h6 blockquote pre ul ol dl table form section article header footer main nav aside figure hr title'.split(
    ' ',
  ),
);
const LINES = new Set('br div li dt dd tr option figcaption caption address'.split(' '));
const CELLS = new Set(['td', 'th']);

/** Characters fed at once, counted from the start of the document, so that what follows does not depend on how it was cut. */
const BLOCK = 8192;
/** A tag, comment or script without end is given up after so many characters. */
const MOST_OPEN = 1 << 20;
/** Elements within elements; the parser's own list of them makes each more costly than the last. */
const DEEPEST = 500;

/**
 * The text of one HTML or XML document that comes in parts, as a person would read it: blocks on lines of their own, white space collapsed
 * but in <pre>, entities decoded. Hostile nesting and tags without end cost no more than their length.
 */
export class HtmlText {
  private parser = this.open();
  private out = '';
  private fed = 0;
  private pending = '';
  private sinceParser = 0;
  /** Where the parser last told of anything. */
  private lastEvent = 0;
  private depth = 0;
  private skipping = 0;
  private pre = 0;
  /** What stands before the next text: nothing, a blank, a line end, a blank line. */
  private gap: '' | ' ' | '\n' | '\n\n' = '';
  private started = false;

  write(text: string, last: boolean): string {
    this.pending += text;
    for (let at = 0; ; ) {
      const room = BLOCK - (this.fed % BLOCK);
      if (this.pending.length - at < room && !last) {
        this.pending = this.pending.slice(at);
        break;
      }
      const block = this.pending.slice(at, at + room);
      at += block.length;
      this.feed(block);
      if (at >= this.pending.length) {
        this.pending = '';
        break;
      }
    }
    if (last) this.parser.end();
    const { out } = this;
    this.out = '';
    return out;
  }

  private feed(block: string): void {
    this.fed += block.length;
    this.sinceParser += block.length;
    this.parser.write(block);
    if (this.sinceParser - this.lastEvent <= MOST_OPEN && this.depth <= DEEPEST) return;
    this.parser.end();
    this.parser = this.open();
    this.sinceParser = this.lastEvent = this.depth = this.skipping = this.pre = 0;
  }

  private open(): Parser {
    const parser = new Parser(
      {
        onopentagname: (name) => this.tag(name, 1),
        onclosetag: (name) => this.tag(name, -1),
        ontext: (data) => this.text(data),
        oncomment: () => this.told(),
        onprocessinginstruction: () => this.told(),
      },
      { decodeEntities: true },
    );
    return parser;
  }

  private told(): void {
    this.lastEvent = this.sinceParser;
  }

  private tag(name: string, by: 1 | -1): void {
    this.told();
    this.depth = Math.max(0, this.depth + by);
    if (SKIPPED.has(name)) this.skipping = Math.max(0, this.skipping + by);
    if (name === 'pre') this.pre = Math.max(0, this.pre + by);
    if (PARAGRAPHS.has(name)) this.gap = '\n\n';
    else if (LINES.has(name)) this.widen('\n');
    else if (CELLS.has(name)) this.widen(' ');
  }

  private widen(gap: ' ' | '\n'): void {
    if (gap.length >= this.gap.length && this.gap !== '\n') this.gap = gap;
  }

  private text(data: string): void {
    this.told();
    if (this.skipping > 0) return;
    if (this.pre > 0) {
      this.out += (this.started ? this.gap : '') + data;
      this.gap = '';
      this.started ||= data !== '';
      return;
    }
    const words = data.split(/[\t\n\f\r ]+/);
    for (const [i, word] of words.entries()) {
      if (i > 0) this.widen(' ');
      if (word === '') continue;
      this.out += (this.started ? this.gap : '') + word;
      this.gap = '';
      this.started = true;
    }
  }
}
