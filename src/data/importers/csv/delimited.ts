import { ByteRuler } from '../../encoding/byte-ruler';
import { textPieces } from '../../encoding/text-file';
import type { ImportedRecord, RecordReader } from '../entry';
import { dialectOf } from './dialect';
import { Table } from './table';

/** The dialect is judged from so many characters. */
const SAMPLE_CHARACTERS = 1 << 16;
/** A row that goes on for so long has a quotation mark that nothing closes. */
const MAX_ROW_CHARACTERS = 1 << 24;

/** Excel says so what separates the cells; it is no row. */
const SEPARATOR_LINE = /^sep=(.)\r?\n/i;

/** Rows of a table as records. Without a delimiter, comma, semicolon, tab or bar is recognised. */
export function delimitedReader(delimiter?: string): RecordReader {
  return {
    kind: 'records',
    async *records(file, context) {
      const ruler = new ByteRuler(file);
      let table: Table | undefined;
      let held = '';
      /** Parsing is tried again when there is twice as much: a long quoted cell is not read from its start for every piece. */
      let enough = SAMPLE_CHARACTERS;
      const read = (last: boolean): ImportedRecord[] => {
        if (!table) {
          const [line = '', said] = SEPARATOR_LINE.exec(held) ?? [];
          held = held.slice(line.length);
          const dialect = dialectOf(held.slice(0, SAMPLE_CHARACTERS), delimiter ?? said);
          table = new Table(dialect, file, ruler, context, line.length);
        }
        const { records, used } = table.read(held, last);
        held = held.slice(used);
        if (held.length > MAX_ROW_CHARACTERS) held = held.slice(table.readLine(held, records));
        enough = held.length * 2;
        return records;
      };
      for await (const piece of textPieces(file)) {
        ruler.add(piece);
        held = held === '' ? piece.text : [held, piece.text].join('');
        if (held.length < enough) continue;
        const records = read(false);
        if (records.length > 0) yield records;
      }
      const records = read(true);
      if (records.length > 0) yield records;
    },
  };
}
