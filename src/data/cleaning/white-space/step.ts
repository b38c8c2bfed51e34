import type { OptionValue } from '@/base/options';
import type { CleaningCode } from '../entry';
import { passOn } from '../entry';

/** Runs of two or more, and single characters that are line ends of another kind. Linear: no run is ever scanned twice. */
const RUNS = /[\p{White_Space}]{2,}|[\r\v\f\u0085\u2028\u2029]/gu;
const LINE_ENDS = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
const UNUSUAL = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;
const SPACE = /\p{White_Space}/u;

export const whiteSpaceCode: CleaningCode = {
  create(options) {
    const style = readStyle(options);
    /** White space at the end of the parts so far: what it becomes depends on what follows. */
    let held = '';
    /** Whether only white space came so far. */
    let start = true;
    return {
      part(text, { first, last }) {
        if (first) {
          held = '';
          start = true;
        }
        const all = held + text;
        const end = trimmedLength(all);
        held = all.slice(end);
        let after = '';
        if (end > 0) {
          const body = plain(all.slice(0, end), style);
          const lead = start ? leadLength(body) : 0;
          after = start ? opening(body.slice(0, lead), style) + inner(body.slice(lead), style) : inner(body, style);
          start = false;
        }
        if (last) after += start ? whole(plain(held, style), style) : closing(plain(held, style), style);
        return passOn(text, after);
      },
    };
  },
};

interface Style {
  readonly blankLines: number;
  readonly trailing: boolean;
  readonly edges: boolean;
  readonly runs: boolean;
  readonly unusual: boolean;
}

const readStyle = (options: Readonly<Record<string, OptionValue>>): Style => ({
  blankLines: typeof options.blankLines === 'number' ? options.blankLines : 2,
  trailing: options.trailing !== false,
  edges: options.edges !== false,
  runs: options.runs === true,
  unusual: options.unusual === true,
});

const plain = (text: string, { unusual }: Style) => (unusual ? text.replace(UNUSUAL, ' ') : text);

const inner = (text: string, style: Style) => text.replace(RUNS, (run) => between(run, style));

/** A run between two words. */
function between(run: string, { blankLines, trailing, runs }: Style): string {
  const lines = run.replace(LINE_ENDS, '\n').split('\n');
  const squeeze = (blanks: string) => (runs && blanks !== '' ? ' ' : blanks);
  if (lines.length === 1) return squeeze(run);
  const before = trailing ? '' : squeeze(lines[0] ?? '');
  const blank = lines.slice(1, -1).slice(0, blankLines);
  // What stands before the first word of a line is indentation, which means something.
  return [before, ...blank.map((line) => (trailing ? '' : squeeze(line))), lines.at(-1) ?? ''].join('\n');
}

/** The run before the first word. */
function opening(run: string, style: Style): string {
  const lines = run.replace(LINE_ENDS, '\n').split('\n');
  return style.edges || lines.length === 1 ? (lines.at(-1) ?? '') : between(run, style);
}

/** The run after the last word: one line end stays if there was one. */
function closing(run: string, style: Style): string {
  const clean = between(run, style);
  if (!style.edges) return clean;
  return clean.includes('\n') ? '\n' : style.trailing ? '' : clean;
}

/** A document without any word. */
const whole = (run: string, style: Style) => (style.edges ? '' : between(run, style));

function trimmedLength(text: string): number {
  let end = text.length;
  while (end > 0 && SPACE.test(text.charAt(end - 1))) end--;
  return end;
}

function leadLength(text: string): number {
  let at = 0;
  while (at < text.length && SPACE.test(text.charAt(at))) at++;
  return at;
}
