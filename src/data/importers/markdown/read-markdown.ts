import { ByteRuler } from '../../encoding/byte-ruler';
import { type TextFile, textPieces } from '../../encoding/text-file';
import type { TextReader } from '../entry';
import { textReader } from '../text/read-text';
import { frontMatterLength } from './front-matter';

/** Settings of a page are a few lines. */
const MAX_FRONT_MATTER = 1 << 16;

export const markdownReader: TextReader = {
  kind: 'text',
  async *parts(file, context) {
    yield* textReader.parts({ ...file, skipBytes: await textStart(file) }, context);
  },
};

/** The byte at which the text begins. */
async function textStart(file: TextFile): Promise<number> {
  const ruler = new ByteRuler(file);
  let head = '';
  for await (const piece of textPieces(file)) {
    ruler.add(piece);
    head += piece.text;
    if (head.length >= MAX_FRONT_MATTER) break;
  }
  const length = frontMatterLength(head.slice(0, MAX_FRONT_MATTER));
  return length === 0 ? file.skipBytes : ruler.byteAt(length);
}
