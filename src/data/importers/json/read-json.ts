import { LoamError } from '@/base/errors';
import { ByteRuler } from '../../encoding/byte-ruler';
import { textPieces } from '../../encoding/text-file';
import { type ImportedRecord, MAX_RECORD_CHARACTERS, type RecordReader } from '../entry';
import { JsonRecord } from '../json-record';
import { parseJson } from '../parse-json';
import { recordTooLong } from '../record-too-long';
import { ElementScanner } from './element-scanner';

/** One record for each element of the array. A broken element is reported and the rest is kept. */
export const jsonReader: RecordReader = {
  kind: 'records',
  async *records(file, { report }) {
    const { path } = file.bytes;
    const ruler = new ByteRuler(file);
    const scanner = new ElementScanner();
    let row = 0;
    for await (const piece of textPieces(file)) {
      ruler.add(piece);
      const records: ImportedRecord[] = [];
      for (const { text, start, end } of scanner.push(piece.text)) {
        row++;
        const trimmed = text.trimEnd();
        const byteStart = ruler.byteAt(start);
        const byteEnd = ruler.byteAt(end - text.length + trimmed.length);
        try {
          records.push(new JsonRecord(row, byteStart, byteEnd, parseJson(trimmed)));
        } catch {
          report({
            severity: 'warning',
            code: 'import/json-element',
            what: 'This element is not JSON and was left out',
            where: `${path}, element ${row}, byte ${byteStart}`,
            remedy: 'Correct it and drop the file again, or go on without it.',
          });
        }
      }
      if (records.length > 0) yield records;
      if (scanner.shape === 'neither') break;
      if (scanner.heldCharacters > MAX_RECORD_CHARACTERS) throw recordTooLong(path, 'element', row + 1);
    }
    scanner.end();
    if (scanner.shape === 'neither' || scanner.shape === 'unknown') throw notRecords(path);
    if (scanner.complete) return;
    report({
      severity: 'warning',
      code: 'import/truncated-json',
      what: 'The file ends inside its array; the elements before the end were kept',
      where: `${path}, element ${row + 1}`,
      remedy: 'Download or copy the file again, or go on with what was read.',
    });
  },
};

function notRecords(path: string): LoamError {
  return new LoamError({
    code: 'import/json-shape',
    what: 'This JSON is neither an array nor an object',
    where: path,
    remedy: 'Give an array of objects or strings. One JSON value a line belongs in a .jsonl file, text in a .txt file.',
  });
}
