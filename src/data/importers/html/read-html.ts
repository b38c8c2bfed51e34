import { ByteRuler } from '../../encoding/byte-ruler';
import { textPieces } from '../../encoding/text-file';
import type { TextReader } from '../entry';
import { MarkupScanner } from '../markup/markup-scanner';
import { unclosedMarkup } from '../markup/unclosed-markup';
import { PartGatherer } from '../part-gatherer';
import { HtmlText } from './html-text';

/** Main text is looked for in a tree, which is held: longer pages give all their text, streamed. */
const MAX_PAGE_CHARACTERS = 1 << 20;

/** A page as one document: its title, a blank line, its text. */
export const htmlReader: TextReader = {
  kind: 'text',
  async *parts(file, { report, breathe }) {
    const { path } = file.bytes;
    const ruler = new ByteRuler(file);
    const text = new HtmlText();
    const scanner = new MarkupScanner('html', text);
    const gatherer = new PartGatherer(file.skipBytes);
    let page: string | undefined = '';
    let held = '';
    let end = file.skipBytes;
    let fileEnd = end;
    for await (const piece of textPieces(file)) {
      ruler.add(piece);
      scanner.write(piece.text);
      end = ruler.byteAt(scanner.end);
      fileEnd = piece.byteEnd;
      if (page !== undefined) {
        page += piece.text;
        held += text.taken();
        if (page.length <= MAX_PAGE_CHARACTERS) continue;
        page = undefined;
        yield gatherer.add(titled(text.title, held), end);
        held = '';
      } else yield gatherer.add(text.taken(), end);
      if (scanner.unclosedAt !== undefined) break;
    }
    scanner.finish();
    held += text.taken();
    if (page !== undefined) {
      await breathe();
      const { mainText } = await import('./main-text');
      held = titled(text.title, mainText(page, text, held.length) ?? held);
    }
    yield gatherer.add(held, scanner.unclosedAt === undefined ? fileEnd : end);
    yield gatherer.finish();
    if (scanner.unclosedAt !== undefined) report(unclosedMarkup(path, ruler.byteAt(scanner.unclosedAt)));
  },
};

/** Many pages begin with their title as a heading. */
function titled(title: string, text: string): string {
  const line = title.replace(/\s+/g, ' ').trim();
  if (line === '' || text.startsWith(line)) return text;
  return text === '' ? line : `${line}\n\n${text}`;
}
