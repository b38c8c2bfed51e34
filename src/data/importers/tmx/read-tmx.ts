import { LoamError } from '@/base/errors';
import { ByteRuler } from '../../encoding/byte-ruler';
import { textPieces } from '../../encoding/text-file';
import type { RecordReader } from '../entry';
import { MarkupScanner } from '../markup/markup-scanner';
import { unclosedMarkup } from '../markup/unclosed-markup';
import { recordTooLong } from '../record-too-long';
import { MAX_UNIT_CHARACTERS, TranslationUnits } from './translation-units';

export const tmxReader: RecordReader = {
  kind: 'records',
  async *records(file, { report }) {
    const { path } = file.bytes;
    const ruler = new ByteRuler(file);
    const units = new TranslationUnits({
      byteAt: () => ruler.byteAt(scanner.start),
      byteAfter: () => ruler.byteAt(scanner.end),
    });
    const scanner = new MarkupScanner('xml', units);
    for await (const piece of textPieces(file)) {
      ruler.add(piece);
      scanner.write(piece.text);
      const records = units.taken();
      if (records.length > 0) yield records;
      if (units.tooLong) throw recordTooLong(path, 'entry', units.units + 1, MAX_UNIT_CHARACTERS);
      if (scanner.unclosedAt !== undefined) break;
    }
    scanner.finish();
    const records = units.taken();
    if (records.length > 0) yield records;
    if (scanner.unclosedAt !== undefined) report(unclosedMarkup(path, ruler.byteAt(scanner.unclosedAt)));
    if (!units.anyElement) throw noTmx(path);
    if (!units.inUnit) return;
    report({
      severity: 'warning',
      code: 'import/truncated-xml',
      what: 'The file ends inside a translation unit; those before it were kept',
      where: `${path}, unit ${units.units + 1}`,
      remedy: 'Download or copy the file again, or go on with what was read.',
    });
  },
};

function noTmx(path: string): LoamError {
  return new LoamError({
    code: 'import/xml-shape',
    what: 'There is no element in this file: it is no translation memory',
    where: path,
    remedy: 'Give a TMX file, or two columns of a .tsv or .csv table.',
  });
}
