import type { OnProgress } from '@/base/progress';
import type { MediaReference } from '@/schema/media';
import type { FileProblem } from '@/schema/source';
import type { UnpackedFile } from '../archives/unpack';
import type { FileImport } from '../corpus/file-import';
import type { ListedDrop } from './media-drop';
import { MediaRows } from './media-rows';
import type { MediaWriter } from './media-writer';

/**
 * Reads a drop that holds media: first the files whose rows name some, then the others. Where rows are the most of what there is, the others
 * (a licence, a list of names) are left out and reported; otherwise (a folder of pages with pictures) they are texts as in any drop.
 */
export async function importMedia(
  { media, others }: ListedDrop,
  writer: MediaWriter,
  run: FileImport,
  onProgress: OnProgress,
): Promise<void> {
  const total = media.length + others.length;
  let done = 0;
  const onFile = (path: string) => onProgress({ label: `Reading ${path}`, done: done++, total, unit: 'files' });
  const rows = new MediaRows(media, (file, report) => {
    onFile(file.path);
    return writer.take(file, report);
  });
  const texts: UnpackedFile[] = [];
  for (const file of others) {
    onFile(file.path);
    if ('problem' in file) run.refuse(file.path, file.problem);
    else if (file.spent?.() === true) continue;
    // Tried for rows in vain, a file is read from its start once more: not where there is nothing that rows could name.
    else if (media.length === 0) await run.read(file);
    else if (!(await run.readRows(file, rows))) texts.push(file);
  }
  const leaveOut = rows.count > texts.length;
  for (const file of texts) {
    if (file.spent?.() === true) continue;
    if (leaveOut) run.leaveOut(file.path, noRows(file.path));
    else await run.read(file);
  }
  // Pages with pictures are pages; pictures with nothing else are a mistake.
  const alone = !run.reports.some(({ documents }) => documents > 0);
  for (const kind of ['image', 'audio'] as const) {
    const [first, ...more] = rows.unused(kind);
    if (first === undefined) continue;
    const all = more.length + 1 === rows.countOf(kind);
    const severity = all && alone ? 'error' : 'warning';
    run.leaveOut(first, { ...unused(kind, first, more.length + 1, all), severity });
  }
}

const NOUNS: Readonly<Record<MediaReference['kind'], readonly [string, string]>> = {
  image: ['picture', 'pictures'],
  audio: ['recording', 'recordings'],
};

function unused(
  kind: MediaReference['kind'],
  where: string,
  count: number,
  all: boolean,
): Omit<FileProblem, 'severity'> {
  const [one, many] = NOUNS[kind];
  return {
    code: all ? 'media/no-text' : 'media/unmatched',
    what: all
      ? `No text was found for ${count === 1 ? `this ${one}` : `these ${many}`}: no table with a column of their names, no lines of name and text, no text file beside one`
      : `No row and no text file goes with this ${one}; it was left out`,
    where,
    remedy: all
      ? `Drop the folder that holds the ${many} together with a table: a column of file names and one of texts.`
      : `Add a row for it to the table, or a text file of its name beside it.`,
    count,
  };
}

const noRows = (where: string): FileProblem => ({
  severity: 'warning',
  code: 'media/not-a-row',
  what: 'This file names no picture or recording of the drop and was left out',
  where,
  remedy: 'Drop it by itself if its text is wanted too.',
  count: 1,
});
