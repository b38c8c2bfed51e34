import type { ImportedPart, TextReader } from '../entry';
import { textLines } from '../jsonl/text-lines';
import { PartGatherer } from '../part-gatherer';
import { RoffPage } from './page';

/** A line of markup is a sentence; longer ones are no manual page's, and are cut. */
const MOST_CHARACTERS = 1 << 14;

/** The text of a page as one document: headings, paragraphs and what hangs from a tag on lines of their own. */
export const roffReader: TextReader = {
  kind: 'text',
  async *parts(file, { breathe }) {
    const gatherer = new PartGatherer(file.skipBytes);
    const page = new RoffPage();
    let held = '';
    for await (const lines of textLines(file)) {
      await breathe();
      const parts: ImportedPart[] = [];
      for (const { text: line, byteEnd } of lines) {
        // A backslash at the end joins the next line.
        held += line;
        if (/(?<!\\)(?:\\\\)*\\$/.test(line.slice(-9)) && held.length < MOST_CHARACTERS && !/\\\{\\$/.test(held)) {
          held = held.slice(0, -1);
          continue;
        }
        for (let at = 0; at === 0 || at < held.length; at += MOST_CHARACTERS)
          parts.push(...gatherer.add(page.take(held.slice(at, at + MOST_CHARACTERS)), byteEnd));
        held = '';
      }
      if (parts.length > 0) yield parts;
    }
    yield gatherer.finish();
  },
};
