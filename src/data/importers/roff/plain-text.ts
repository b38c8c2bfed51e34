import { specialCharacter } from './special-characters';

/** Escapes of one character that print something. */
const PRINTED: Readonly<Record<string, string>> = {
  ...{ '-': '-', e: '\\', '\\': '\\', ' ': ' ', '~': ' ', '0': ' ', t: '\t', "'": '´', '`': '`', '.': '.', _: '_' },
};
/** Escapes with a name of one character, of two after `(` or of any in brackets: fonts, colours, registers, arguments. */
const NAMED = 'fFmMgnkYVO$';
/** Escapes with something in quotation marks: motions, lines, widths. */
const QUOTED = 'hvwlLbDoNxXSHRABZ';

/** The text of a line without its escapes (groff(7), "Escape sequences"). `strings` are those that the page defined. */
export function plainText(line: string, strings: ReadonlyMap<string, string> = new Map(), depth = 0): string {
  let at = line.indexOf('\\');
  if (at < 0) return line;
  let text = '';
  let from = 0;
  for (; at >= 0; at = line.indexOf('\\', from)) {
    text += line.slice(from, at);
    const kind = line[at + 1] ?? '';
    from = at + 2;
    /** `x`, `(xx` or `[xxx]` at a place. */
    const name = (place: number): string => {
      const [first] = line.slice(place, place + 1);
      const close = first === '[' ? line.indexOf(']', place) : -1;
      const end = close >= 0 ? close : place + (first === '(' ? 3 : 1);
      from = close >= 0 ? close + 1 : end;
      return first === '(' || close >= 0 ? line.slice(place + 1, end) : line.slice(place, end);
    };
    if (kind === '"' || kind === '#') return text;
    if (kind === '(' || kind === '[') text += specialCharacter(name(at + 1));
    else if (kind === '*') {
      const meant = strings.get(name(at + 2));
      // A string may use others, and itself in a page that means harm.
      if (meant !== undefined && depth < 4) text += plainText(meant, strings, depth + 1);
    } else if (NAMED.includes(kind)) name(at + 2);
    else if (kind === 's')
      from += /^(?:[-+]?(?:\(..|\[[^\]]*\]|'[^']*'|\d{1,2}))?/.exec(line.slice(from, from + 40))?.[0].length ?? 0;
    else if (QUOTED.includes(kind) && (line[from] === "'" || line[from] === '"')) {
      const close = line.indexOf(line[from] ?? '', from + 1);
      from = close < 0 ? line.length : close + 1;
    } else text += PRINTED[kind] ?? '';
  }
  return text + line.slice(from);
}
