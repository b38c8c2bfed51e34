import type { RecordReader } from '../../importers/entry';
import { textLines } from '../../importers/jsonl/text-lines';
import type { MediaIndex } from '../media-index';
import { PlainRecord } from './plain-record';

/** Parts a line into the name of a file and the text that goes with it; undefined for a line that is neither. */
type Cut = (line: string) => readonly [file: string, text: string] | undefined;

const at = (line: string, place: number, skip = 1): readonly [string, string] | undefined =>
  place > 0 ? [line.slice(0, place), line.slice(place + skip).trim()] : undefined;

/**
 * `cat.jpg#0<TAB>caption` (Flickr8k: Hodosh et al. 2013); `LJ001-0001|text|text with numbers spelled out` (LJSpeech: Ito 2017), of whose texts
 * the last is taken; `vm-intro: text` with `;` before remarks (Asterisk's prompts); `84-121123-0000 TEXT` (LibriSpeech: Panayotov et al. 2015).
 * None of them knows quotation marks.
 */
const CUTS: readonly Cut[] = [
  (line) => at(line, line.indexOf('\t')),
  (line) => {
    const [file = '', ...texts] = line.split('|');
    const text = texts.map((one) => one.trim()).findLast((one) => one !== '');
    return text === undefined ? undefined : [file, text];
  },
  (line) => (line.startsWith(';') ? undefined : at(line, line.indexOf(':'))),
  (line) => at(line, line.indexOf(' ')),
];

/** So many whole lines at the head of the file tell; at least half of those that can be cut must name a file. */
const LOOK_AT = 40;

/**
 * A reader for a text whose lines are names of files and their texts, without a header; undefined when it is not one. `head` is the first
 * stretch of the file.
 */
export function transcriptReader(path: string, head: string, index: MediaIndex): RecordReader | undefined {
  const lines = wholeLines(head);
  const cut = CUTS.find((one) => {
    const files = lines.flatMap((line) => one(line)?.[0] ?? []);
    const known = files.map((file) => index.resolve(file, path) !== undefined);
    // A first line that names no file is a header: the table's own reader knows what to do with it.
    return known[0] === true && known.filter(Boolean).length * 2 >= files.length;
  });
  return cut && reader(cut);
}

/** Without the last, which the head may have cut. */
function wholeLines(head: string): string[] {
  const lines = head.split(/\r?\n/);
  if (lines.length > 1 && !head.endsWith('\n')) lines.pop();
  return lines.filter((line) => line.trim() !== '').slice(0, LOOK_AT);
}

const reader = (cut: Cut): RecordReader => ({
  kind: 'records',
  async *records(file, { report }) {
    for await (const lines of textLines(file)) {
      const records: PlainRecord[] = [];
      for (const { text, number, byteStart, byteEnd } of lines) {
        if (text.trim() === '' || text.startsWith(';')) continue;
        const parts = cut(text);
        if (parts) records.push(new PlainRecord(number, byteStart, byteEnd, parts[0].trim(), parts[1]));
        else
          report({
            severity: 'warning',
            code: 'media/no-name',
            what: 'This line has no name of a file at its beginning and was left out',
            where: `${file.bytes.path}, line ${number}`,
            remedy: 'Correct the line and drop the files again, or go on without it.',
          });
      }
      if (records.length > 0) yield records;
    }
  },
});
