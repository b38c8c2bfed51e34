import { LoamError } from '@/base/errors';
import type { ImportedRecord, RecordReader } from '../entry';
import { textLines } from '../jsonl/text-lines';
import { recordTooLong } from '../record-too-long';
import { PoEntry } from './po-entry';

/** A message of a program is a few pages at most. */
const MAX_ENTRY_CHARACTERS = 1 << 22;
const FIELD = /^(msgctxt|msgid|msgid_plural|msgstr|msgstr\[\d{1,3}\])\s+"(.*)"\s*$/;

/** Messages in order; `row` is the line that one begins at. A line that is neither comment nor text is reported and the rest is kept. */
export const poReader: RecordReader = {
  kind: 'records',
  async *records(file, { report }) {
    const { path } = file.bytes;
    let entry: PoEntry | undefined;
    let end = file.skipBytes;
    let messages = 0;
    let language: string | undefined;
    const ended = (): ImportedRecord[] => {
      const records = entry?.records(end, language) ?? [];
      language ??= entry?.headerLanguage;
      if (entry && !entry.isEmpty) messages++;
      entry = undefined;
      return records;
    };
    for await (const lines of textLines(file)) {
      const records: ImportedRecord[] = [];
      for (const { text, number, byteStart, byteEnd } of lines) {
        const line = text.trim();
        if (line === '') continue;
        const [, field = '', quoted = ''] = FIELD.exec(line) ?? [];
        // Comments stand before their message; a message without any begins at its context or its text.
        if (entry?.isTranslated && (line.startsWith('#') || field === 'msgctxt' || field === 'msgid'))
          records.push(...ended());
        if (line.startsWith('#~')) continue;
        entry ??= new PoEntry(number, byteStart);
        if (line.startsWith('#')) {
          if (/^#,.*\bfuzzy\b/.test(line)) entry.fuzzy = true;
          continue;
        }
        if (field !== '') entry.begin(field, quoted);
        else if (/^".*"$/.test(line) && !entry.isEmpty) entry.goOn(line.slice(1, -1));
        else {
          report({
            severity: 'warning',
            code: 'import/po-line',
            what: 'This line is neither a comment nor part of a message and was left out',
            where: `${path}, line ${number}`,
            remedy: 'Look whether quotation marks are missing there.',
          });
          continue;
        }
        if (entry.characters > MAX_ENTRY_CHARACTERS)
          throw recordTooLong(path, 'entry', messages + 1, MAX_ENTRY_CHARACTERS);
        end = byteEnd;
      }
      if (records.length > 0) yield records;
    }
    const records = ended();
    if (records.length > 0) yield records;
    if (messages === 0) throw noMessages(path);
  },
};

function noMessages(path: string): LoamError {
  return new LoamError({
    code: 'import/no-text',
    what: 'There is no message in this file',
    where: path,
    remedy: 'Give a .po file of gettext, or two columns of a .tsv or .csv table.',
  });
}
