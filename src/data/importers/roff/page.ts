import { argumentsOf } from './arguments';
import { isMdoc, mdocText } from './mdoc';
import { plainText } from './plain-text';

const PARAGRAPH = new Set('PP P LP Pp sp Sp RS RE HP Bl El Bd Ed YS EX EE Vb Ve nf fi in'.split(' '));
const BREAK = new Set('br TQ'.split(' '));
const HEADING = new Set('SH SS Sh Ss'.split(' '));
/** Fonts: their arguments are text, apart by blanks or, where two fonts take turns, not. */
const FONT = new Set('B I R SB SM'.split(' '));
const FONTS = new Set('BI BR IB IR RB RI'.split(' '));
const UNFILLED = new Set('nf EX Vb Bd'.split(' '));
const FILLED = new Set('fi EE Ve Ed'.split(' '));

/** The lines that say how a table is set end with a full stop (tbl(1)). */
const FORMAT_END = /\.\s*$/;

/** Turns the lines of a manual page into its text. What `take` returns is text that is done. */
export class RoffPage {
  private readonly strings = new Map([
    ['lq', '“'],
    ['rq', '”'],
    ['R', '®'],
    ['Tm', '™'],
  ]);
  /** What stands between the text so far and the next. */
  private gap = '';
  private begun = false;
  private filled = true;
  /** The next text is a heading, or what a description hangs from. */
  private tag: 'heading' | 'tag' | undefined;
  /** Until this line nothing is text: the end of a definition or of the first lines of a table. */
  private skipTo: RegExp | undefined;
  /** How many blocks are open whose condition is false. */
  private falseDepth = 0;
  private lastCondition = false;
  private inTable = false;
  /** Between the cells of a table. */
  private tab = '\t';
  private subject = '';
  private link = '';

  take(line: string): string {
    if (this.skipTo) {
      if (this.inTable) this.tab = /\btab ?\((.)\)/.exec(line)?.[1] ?? this.tab;
      if (this.skipTo.test(line)) this.skipTo = undefined;
      return '';
    }
    if (this.falseDepth > 0) {
      this.falseDepth += (line.match(/\\\{/g)?.length ?? 0) - (line.match(/\\\}/g)?.length ?? 0);
      return '';
    }
    const request = /^[.'][ \t]*([^\s\\]*)[ \t]*(.*)$/s.exec(line.replace(/\\\}/g, ''));
    if (!request) return this.text(line);
    const [, name = '', rest = ''] = request;
    return this.request(name, rest);
  }

  private request(name: string, rest: string): string {
    if (name === '' || name === '\\"') return '';
    if (name === 'if' || name === 'ie' || name === 'el') return this.condition(name, rest);
    if (name === 'de' || name === 'de1' || name === 'am' || name === 'ig') {
      const end = argumentsOf(rest.replace(/\\".*/s, ''))[name === 'ig' ? 0 : 1];
      this.skipTo = end ? new RegExp(`^\\.\\s*${end.replace(/\W/g, '\\$&')}\\b`) : /^\.[ \t]*\./;
      return '';
    }
    if (name === 'ds') {
      const [, key = '', value = ''] = /^(\S+)[ \t]*"?(.*)$/s.exec(rest) ?? [];
      this.strings.set(key, value);
      return '';
    }
    if (name === 'TS' || name === 'TE') {
      this.gap = '\n\n';
      this.inTable = name === 'TS';
      this.tab = '\t';
      if (this.inTable) this.skipTo = FORMAT_END;
      return '';
    }
    if (name === 'T&' && this.inTable) {
      this.skipTo = FORMAT_END;
      return '';
    }
    if (UNFILLED.has(name)) this.filled = false;
    if (FILLED.has(name)) this.filled = true;
    if (HEADING.has(name)) return this.begin('heading', argumentsOf(rest).join(' '));
    if (name === 'TP') return this.begin('tag', '');
    if (name === 'IP') return this.begin('tag', argumentsOf(rest)[0] ?? '');
    if (name === 'It') {
      const [macro = '', inner = ''] = /^(\S+)\s*(.*)$/s.exec(rest)?.slice(1) ?? [];
      return this.begin('tag', isMdoc(macro) ? mdocText(macro, inner, this.subject) : rest);
    }
    if (BREAK.has(name)) this.gap = this.gap === '\n\n' ? this.gap : '\n';
    else if (PARAGRAPH.has(name)) this.gap = '\n\n';
    return this.inline(name, rest);
  }

  /** Requests that are text within a paragraph; all others are about looks, and nothing. */
  private inline(name: string, rest: string): string {
    const args = argumentsOf(rest);
    if (FONT.has(name)) return this.text(args.join(' '));
    if (FONTS.has(name)) return this.text(args.join(''));
    if (name === 'OP') return this.text(`[${args.join(' ')}]`);
    if (name === 'SY') {
      this.gap = '\n\n';
      return this.text(args[0] ?? '');
    }
    if (name === 'UR' || name === 'MT') this.link = args[0] ?? '';
    else if (name === 'UE' || name === 'ME') return this.text(`⟨${this.link}⟩${args[0] ?? ''}`);
    else if (name === 'URL' || name === 'MTO') return this.text(`${args[1] ?? ''} ⟨${args[0] ?? ''}⟩${args[2] ?? ''}`);
    else if (name === 'Nd') return this.text(`– ${rest}`);
    else if (name === 'Nm' && this.subject === '') this.subject = args[0] ?? '';
    return isMdoc(name) ? this.text(mdocText(name, rest, this.subject)) : '';
  }

  /** Of all conditions these are known: output is to a terminal (`n`), and by groff, which has the register `.g`. */
  private condition(name: string, rest: string): string {
    let body = rest;
    if (name !== 'el') {
      const [all = '', not = '', what = '', then = ''] =
        /^(!?)\s*(\\n(?:\(..|\[[^\]]*\]|.)|'[^']*'[^']*'|\S+)\s*(.*)$/s.exec(rest) ?? [];
      const holds = (what === 'n' || what === '\\n(.g' || what === '\\n[.g]') !== (not === '!');
      this.lastCondition = all !== '' && holds;
      body = then;
    }
    const holds = name === 'el' ? !this.lastCondition : this.lastCondition;
    const opens = /^\\\{\\?\s*/.exec(body);
    if (opens) {
      if (!holds) this.falseDepth = Math.max(0, 1 - (body.match(/\\\}/g)?.length ?? 0));
      body = body.slice(opens[0].length);
    }
    return holds && body !== '' ? this.take(body) : '';
  }

  private begin(tag: 'heading' | 'tag', text: string): string {
    this.gap = '\n\n';
    this.tag = tag;
    return text === '' ? '' : this.text(text);
  }

  private text(line: string): string {
    const glued = /(?<!\\)\\c$/.test(line);
    const cells = this.inTable ? line.replace(/^T\}|T\{$/g, '').replaceAll(this.tab, ' ') : line;
    const plain = plainText(cells, this.strings);
    const words = this.filled ? plain.trim() : plain.trimEnd();
    if (words.trim() === '') {
      if (line.trim() === '') this.gap = '\n\n';
      return '';
    }
    const text = (this.begun ? this.gap : '') + words;
    this.begun = true;
    if (this.tag) this.gap = this.tag === 'heading' ? '\n\n' : '\n';
    else this.gap = glued ? '' : this.filled && !this.inTable ? ' ' : '\n';
    this.tag = undefined;
    return text;
  }
}
