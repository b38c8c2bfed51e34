import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2';

/** What a scanner tells. Text comes in pieces, entities decoded; names are lower case in HTML. */
export interface MarkupHandler {
  open(name: string, attributes: ReadonlyMap<string, string>): void;
  /** Of an element that was open or not: who cares keeps a stack. Called for self-closing XML elements too. */
  close(name: string): void;
  text(text: string): void;
}

/** Nothing real has a comment, a tag or a name that long; what has is never closed. */
const MAX_MARKUP_CHARACTERS = 1 << 22;
const MAX_ATTRIBUTE_CHARACTERS = 1 << 22;
const MAX_ATTRIBUTES = 4096;
const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();

/**
 * Follows the tags of HTML or XML that comes in pieces, by htmlparser2's tokenizer: its parser keeps a stack that it searches at every closing tag, which
 * millions of unclosed ones make quadratic. Document types are passed over with all their declarations, so that entities they define mean
 * nothing. Memory is bounded by the piece and the longest tag.
 */
export class MarkupScanner {
  /** Of the event being told: half-open place of the tag or text, in UTF-16 units from the beginning. */
  start = 0;
  end = 0;
  /** Set where a tag or comment goes on for too long: what follows is not to be trusted, and nothing more is told. */
  unclosedAt: number | undefined;
  private readonly tokenizer: Tokenizer;
  private window = '';
  private windowStart = 0;
  /** Everything before was told. */
  private mark = 0;
  private written = 0;
  private name = '';
  private attribute = '';
  private value = '';
  private attributes = new Map<string, string>();
  private attributeCharacters = 0;
  private inSubset = false;

  constructor(
    private readonly mode: 'html' | 'xml',
    private readonly handler: MarkupHandler,
  ) {
    const options = { xmlMode: mode === 'xml', decodeEntities: true, recognizeSelfClosing: mode === 'xml' };
    this.tokenizer = new Tokenizer(options, this.callbacks());
  }

  write(text: string): void {
    if (this.unclosedAt !== undefined || text === '') return;
    this.window = this.window.slice(this.mark - this.windowStart) + text;
    this.windowStart = this.mark;
    this.written += text.length;
    this.tokenizer.write(text);
    if (this.written - this.mark > MAX_MARKUP_CHARACTERS) this.unclosedAt ??= this.mark;
  }

  finish(): void {
    if (this.unclosedAt === undefined) this.tokenizer.end();
  }

  private slice(from: number, to: number): string {
    return this.window.slice(from - this.windowStart, to - this.windowStart);
  }

  private callbacks(): TokenizerCallbacks {
    const lower = this.mode === 'html';
    const name = (from: number, to: number) => (lower ? this.slice(from, to).toLowerCase() : this.slice(from, to));
    const data = (text: string) => {
      this.attributeCharacters += text.length;
      if (this.attributeCharacters > MAX_ATTRIBUTE_CHARACTERS) this.unclosedAt ??= this.start;
      else this.value += text;
    };
    const opened = (endIndex: number) => {
      this.mark = this.end = endIndex + 1;
      if (!this.inSubset) this.handler.open(this.name, this.attributes.size > 0 ? this.attributes : NO_ATTRIBUTES);
    };
    return {
      onopentagname: (from, to) => {
        this.name = name(from, to);
        this.start = from - 1;
        this.attributes = new Map();
        this.attributeCharacters = 0;
        this.mark = to;
      },
      onattribname: (from, to) => {
        this.attribute = name(from, to);
        this.value = '';
        this.mark = to;
      },
      onattribdata: (from, to) => {
        data(this.slice(from, to));
        this.mark = to;
      },
      onattribentity: (codePoint) => data(String.fromCodePoint(codePoint)),
      onattribend: (_quote, to) => {
        this.attributes.set(this.attribute, this.value);
        if (this.attributes.size > MAX_ATTRIBUTES) this.unclosedAt ??= this.start;
        this.mark = Math.max(this.mark, to);
      },
      onopentagend: opened,
      onselfclosingtag: (endIndex) => {
        opened(endIndex);
        if (this.mode === 'xml' && !this.inSubset) this.handler.close(this.name);
      },
      onclosetag: (from, to) => {
        this.start = from - 2;
        this.end = this.mark = to + 1;
        if (!this.inSubset) this.handler.close(name(from, to));
      },
      ontext: (from, to) => this.text(this.slice(from, to), from, to),
      ontextentity: (codePoint, to) => this.text(String.fromCodePoint(codePoint), this.mark, to),
      oncdata: (from, to, endOffset) => this.text(this.slice(from, to - endOffset), from, to),
      oncomment: (_from, to) => {
        this.mark = to;
      },
      onprocessinginstruction: (_from, to) => {
        this.mark = to;
      },
      ondeclaration: (from, to) => {
        const declaration = this.slice(from, to);
        // It ends at the first ">": the rest of an internal subset follows as if it were content.
        if (/^doctype[^\]]*\[[^\]]*$/i.test(declaration)) this.inSubset = true;
        this.mark = to;
      },
      onend: () => {},
    };
  }

  private text(text: string, from: number, to: number): void {
    this.start = from;
    this.end = this.mark = to;
    if (!this.inSubset) {
      if (text !== '') this.handler.text(text);
      return;
    }
    const close = /\]\s*>/.exec(text);
    if (!close) return;
    this.inSubset = false;
    const rest = text.slice(close.index + close[0].length);
    if (rest !== '') this.handler.text(rest);
  }
}
