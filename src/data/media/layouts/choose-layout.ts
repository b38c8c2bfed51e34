import type { UnpackedFile } from '../../archives/unpack';
import type { TextFile } from '../../encoding/text-file';
import { csv } from '../../importers/csv';
import type { ImporterEntry, Reader } from '../../importers/entry';
import type { MediaIndex } from '../media-index';
import { cocoReader, maybeCoco } from './coco-captions';
import { sidecarReader } from './sidecar';
import { transcriptReader } from './transcript-lines';

/** Formats whose files may be lists of names and texts, or a text beside its picture. */
const TEXTUAL: readonly string[] = ['text', 'csv', 'tsv', 'markdown'];

/**
 * How to read a file of a drop that holds media, where that differs from what its importer does: as a known layout of captions or transcripts.
 * Undefined for all others, tables among them.
 */
export async function chooseLayout(
  { path, head }: UnpackedFile,
  importer: ImporterEntry,
  index: MediaIndex,
): Promise<Reader<TextFile> | undefined> {
  if (importer.input === 'bytes') return undefined;
  const start = new TextDecoder().decode(head, { stream: true });
  if (importer.id === 'json') return maybeCoco(start) ? cocoReader : undefined;
  // A caption in a file of its own may have any ending: `cat.caption` is text.
  if (!TEXTUAL.includes(importer.id)) return undefined;
  const media = index.beside(path);
  if (media !== undefined) return sidecarReader(media);
  const lines = transcriptReader(path, start, index);
  if (lines || importer.kind === 'records') return lines;
  // A table by the name of `captions.txt`.
  return headedTable(path, start, index) ? csv.load() : undefined;
}

/** Whether the lines after the first begin or end with cells that name files. */
function headedTable(path: string, head: string, index: MediaIndex): boolean {
  const lines = head.split(/\r?\n/).slice(1, -1);
  const named = lines.filter((line) => {
    const cells = line.split(/[,;\t|]/);
    return cells.length > 1 && cells.some((cell) => index.resolve(cell.replaceAll('"', ''), path) !== undefined);
  });
  return lines.length > 0 && named.length * 2 >= lines.length;
}
