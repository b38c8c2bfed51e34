import type { ImportedRecord, RecordReader } from '../entry';
import { JsonRecord } from '../json-record';
import { parseJson } from '../parse-json';
import { textLines } from './text-lines';

/** One record a line. Blank lines are passed over; a line that is not JSON is reported and the rest is kept. */
export const jsonlReader: RecordReader = {
  kind: 'records',
  async *records(file, { report }) {
    for await (const lines of textLines(file)) {
      const records: ImportedRecord[] = [];
      for (const { text, number, byteStart, byteEnd } of lines) {
        if (text === '' || text.trim() === '') continue;
        let value: unknown;
        try {
          value = parseJson(text);
        } catch (error) {
          report({
            severity: 'warning',
            code: 'import/json-line',
            what: `This line is not JSON and was left out (${reason(error)})`,
            where: `${file.bytes.path}, line ${number}`,
            remedy: 'Correct the line and drop the file again, or go on without it.',
          });
          continue;
        }
        records.push(new JsonRecord(number, byteStart, byteEnd, value));
      }
      if (records.length > 0) yield records;
    }
  },
};

/** The parser's own words without the text it quotes, which may be long. */
function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/[,:]? *(\.\.\.)?".*$/s, '').slice(0, 80);
}
