import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { MarkupScanner } from '../markup/markup-scanner';
import { HtmlText } from './html-text';

/** Less is a headline, a notice about cookies, a mistake. */
const LEAST_CHARACTERS = 250;
/** A page of which less is main text is a list of many texts. */
const LEAST_SHARE = 0.1;
/** Readability searches the tree again and again: it is spared trees of other dimensions than pages have. */
const MOST_ELEMENTS = 20_000;
const DEEPEST = 300;
/** A large page takes a second. Thousands of pages in one file, one in the other, take a minute for each megabyte. */
const MOST_MS = 3000;
/** What Readability does at every step, and where it takes long. */
const STEPS = ['_getNextNode', '_getInnerText'];

/**
 * The main text of a page, without menus and notices; undefined where none is found that is worth it, or where the page is not one to look
 * for it in.
 */
export function mainText(page: string, all: HtmlText, allCharacters: number): string | undefined {
  if (all.elements > MOST_ELEMENTS || all.deepest > DEEPEST || allCharacters < LEAST_CHARACTERS) return undefined;
  let content: string | null | undefined;
  try {
    const { document } = parseHTML(page);
    content = hurried(new Readability(document, { maxElemsToParse: MOST_ELEMENTS })).parse()?.content;
  } catch {
    // Trees that no browser would build, and such as nobody would wait for: all the text is there still.
    return undefined;
  }
  const text = content ? textOf(content) : '';
  return text.length >= LEAST_CHARACTERS && text.length >= allCharacters * LEAST_SHARE ? text : undefined;
}

function textOf(content: string): string {
  const text = new HtmlText();
  const scanner = new MarkupScanner('html', text);
  scanner.write(content);
  scanner.finish();
  return text.taken();
}

/** Readability with a clock, which throws when its time is over: it cannot be interrupted otherwise. */
function hurried<T extends object>(reader: T): T {
  const end = performance.now() + MOST_MS;
  for (const name of STEPS) {
    const step: unknown = Reflect.get(reader, name);
    // Of another version that has no such step the limit of elements is all there is.
    if (typeof step !== 'function') continue;
    Reflect.set(reader, name, (...args: unknown[]) => {
      if (performance.now() > end) throw new Error(`took longer than ${MOST_MS} ms`);
      return Reflect.apply(step, reader, args);
    });
  }
  return reader;
}
