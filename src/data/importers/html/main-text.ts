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

/**
 * The main text of a page, without menus and notices; undefined where none is found that is worth it, or where the page is not one to look
 * for it in.
 */
export function mainText(page: string, all: HtmlText, allCharacters: number): string | undefined {
  if (all.elements > MOST_ELEMENTS || all.deepest > DEEPEST || allCharacters < LEAST_CHARACTERS) return undefined;
  let content: string | null | undefined;
  try {
    const { document } = parseHTML(page);
    content = new Readability(document, { maxElemsToParse: MOST_ELEMENTS }).parse()?.content;
  } catch {
    // Trees that no browser would build: all the text is there still.
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
