import { MAX_PART_CHARACTERS } from '@/schema/document';
import { textPieces } from '../../encoding/text-file';
import type { RecordReader } from '../../importers/entry';
import { PlainRecord } from './plain-record';

/** The text of one file, which goes with the media file `media` beside it. */
export const sidecarReader = (media: string): RecordReader => ({
  kind: 'records',
  async *records(file) {
    let text = '';
    let end = 0;
    for await (const piece of textPieces(file)) {
      text += piece.text;
      end = piece.byteEnd;
      if (text.length > MAX_PART_CHARACTERS) break;
    }
    const kept = text.slice(0, MAX_PART_CHARACTERS).toWellFormed().trim();
    yield [new PlainRecord(1, 0, end, media, kept)];
  },
});
