import { MAX_PART_CHARACTERS } from '@/schema/document';
import { ByteRuler } from '../../encoding/byte-ruler';
import { textPieces } from '../../encoding/text-file';
import type { ImportedPart, TextReader } from '../entry';
import { cutPlace } from './cut-place';

/** The whole file as one document in bounded parts. */
export const textReader: TextReader = {
  kind: 'text',
  async *parts(file) {
    const ruler = new ByteRuler(file);
    let held: string[] = [];
    let heldCharacters = 0;
    let place = 0;
    let byteStart = file.skipBytes;
    const part = (text: string, lastPart: boolean): ImportedPart => {
      place += text.length;
      const byteEnd = ruler.byteAt(place);
      const made = { text, lastPart, byteStart, byteEnd };
      byteStart = byteEnd;
      return made;
    };
    for await (const piece of textPieces(file)) {
      ruler.add(piece);
      held.push(piece.text);
      heldCharacters += piece.text.length;
      if (heldCharacters <= MAX_PART_CHARACTERS) continue;
      let text = held.join('');
      const parts: ImportedPart[] = [];
      while (text.length > MAX_PART_CHARACTERS) {
        const at = cutPlace(text, MAX_PART_CHARACTERS);
        parts.push(part(text.slice(0, at), false));
        text = text.slice(at);
      }
      held = [text];
      heldCharacters = text.length;
      yield parts;
    }
    if (place + heldCharacters > 0) yield [part(held.join(''), true)];
  },
};
