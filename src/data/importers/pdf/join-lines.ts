import type { Line } from './page-lines';

/** Further apart than lines of a paragraph, in heights of a line. */
const PARAGRAPH_GAP = 1.8;
/** A first line is set in by about this, in heights of a line. */
const INDENT = 0.8;
/** A last line that is so much shorter than the widest ends a paragraph, if it also ends a sentence. */
const SHORT = 0.75;
const ENDS_SENTENCE = /[.!?:…][")'”’»\]]*$/;
const ITEM = /^([•‣▪◦·–*-]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s/;

/** Lines of a page as paragraphs, apart by blank lines. */
export function joinLines(lines: readonly Line[]): string {
  const widest = lines.reduce((most, line) => Math.max(most, line.right - line.x), 0);
  let text = '';
  let before: Line | undefined;
  for (const line of lines) {
    if (before) {
      if (beginsParagraph(before, line, widest)) text += '\n\n';
      else if (ITEM.test(line.text)) text += '\n';
      else {
        text = joinWords(text, line.text);
        before = line;
        continue;
      }
    }
    text += line.text;
    before = line;
  }
  return text.replace(/\u00ad/g, '');
}

/** A word that was cut at the end of a line is whole again: its hyphen goes where a small letter follows. */
export function joinWords(text: string, next: string): string {
  if (/\p{L}[-\u2010]$/u.test(text) && /^\p{Ll}/u.test(next)) return text.slice(0, -1) + next;
  return text.endsWith('\u00ad') ? text.slice(0, -1) + next : `${text} ${next}`;
}

function beginsParagraph(before: Line, line: Line, widest: number): boolean {
  const down = before.y - line.y;
  const height = Math.max(before.height, line.height);
  const ended = ENDS_SENTENCE.test(before.text);
  if (before.height > line.height * 1.2 || line.height > before.height * 1.2) return true;
  // Up again: the next column, in which a sentence may go on.
  if (down < -height) return ended;
  if (down > height * PARAGRAPH_GAP) return true;
  return ended && (line.x > before.x + height * INDENT || before.right - before.x < widest * SHORT);
}
