import { argumentsOf } from './arguments';

/** Marks around what follows on the line (mdoc(7), "Enclosures"). */
const AROUND: Readonly<Record<string, readonly [string, string]>> = {
  Op: ['[', ']'],
  Dq: ['“', '”'],
  Sq: ['‘', '’'],
  Ql: ['‘', '’'],
  Qq: ['"', '"'],
  Pq: ['(', ')'],
  Bq: ['[', ']'],
  Brq: ['{', '}'],
  Aq: ['⟨', '⟩'],
  D1: ['', ''],
  Dl: ['', ''],
};
/** Print their arguments as they are. */
const PLAIN = new Set(
  'Ad An Ar Cd Cm Dv Em Er Ev Fa Fn Ft Ic In It Lb Li Lk Ms Mt Nm No Pa Pf Sx Sy Tn Ux Va Vt Bx Fx Nx Ox At St'.split(
    ' ',
  ),
);
const CLOSING = /^[.,:;)\]?!]+$/;

/** Whether this is a macro of mdoc whose line is text. */
export const isMdoc = (name: string): boolean => name in AROUND || PLAIN.has(name) || name === 'Fl' || name === 'Xr';

/** The text of a line that begins with a macro of mdoc; macros among its arguments are followed. `page` is what the page is about. */
export function mdocText(name: string, rest: string, page: string): string {
  const words: string[] = [];
  let glued = false;
  const closing: string[] = [];
  const put = (word: string) => {
    const joins = glued || (CLOSING.test(word) && words.length > 0);
    if (joins && words.length > 0) words[words.length - 1] += word;
    else words.push(word);
    glued = false;
  };
  let flags = false;
  const args = [name, ...argumentsOf(rest)];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    const [open, close] = AROUND[arg] ?? [];
    if (arg === 'Fl') flags = true;
    else if (arg === 'Xr') {
      put(`${args[i + 1] ?? ''}${args[i + 2] === undefined ? '' : `(${args[i + 2]})`}`);
      i += 2;
    } else if (arg === 'Ns') glued = true;
    else if (open !== undefined && close !== undefined) {
      put(open);
      glued = open !== '';
      closing.push(close);
    } else if (isMdoc(arg)) {
      flags = false;
      if (arg === 'Nm' && (args[i + 1] === undefined || isMdoc(args[i + 1] ?? ''))) put(page);
      if (arg === 'Pf') {
        put(args[++i] ?? '');
        glued = true;
      }
    } else put(flags && !CLOSING.test(arg) && arg !== '|' ? `-${arg}` : arg);
  }
  if (flags && args.at(-1) === 'Fl') put('-');
  const tail =
    CLOSING.test(args.at(-1) ?? '') && closing.length > 0 ? (/[.,:;)\]?!]+$/.exec(words.at(-1) ?? '')?.[0] ?? '') : '';
  const text = words.join(' ');
  return text.slice(0, text.length - tail.length) + closing.reverse().join('') + tail;
}
