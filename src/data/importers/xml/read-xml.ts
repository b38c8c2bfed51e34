import { LoamError } from '@/base/errors';
import { ByteRuler } from '../../encoding/byte-ruler';
import { type Piece, type TextFile, textPieces } from '../../encoding/text-file';
import type { ImportedRecord, ReadContext, RecordReader } from '../entry';
import { MarkupScanner } from '../markup/markup-scanner';
import { unclosedMarkup } from '../markup/unclosed-markup';
import { recordTooLong } from '../record-too-long';
import { RecordPath } from './record-path';
import { MAX_XML_RECORD, XmlRecords } from './xml-records';

/** The records are looked for in so many first characters. */
const LOOK_AT_CHARACTERS = 1 << 20;

/** Repeated elements as records. A file in which none repeats is one record, all its text. Entities that a file defines mean nothing. */
export const xmlReader: RecordReader = {
  kind: 'records',
  async *records(file, context) {
    const pieces = textPieces(file)[Symbol.asyncIterator]();
    const first: Piece[] = [];
    let looked = 0;
    const path = new RecordPath();
    const look = new MarkupScanner('xml', path);
    for (; looked < LOOK_AT_CHARACTERS; ) {
      const { done, value } = await pieces.next();
      if (done) break;
      first.push(value);
      look.write(value.text);
      looked += value.text.length;
    }
    async function* all() {
      yield* first;
      for (;;) {
        const { done, value } = await pieces.next();
        if (done) return;
        yield value;
      }
    }
    yield* recordsAt(path.path, all(), file, context);
  },
};

async function* recordsAt(
  recordPath: readonly string[] | undefined,
  pieces: AsyncIterable<Piece>,
  file: TextFile,
  { report }: ReadContext,
): AsyncGenerator<ImportedRecord[]> {
  const { path } = file.bytes;
  const ruler = new ByteRuler(file);
  const records = new XmlRecords(recordPath, {
    byteAt: () => ruler.byteAt(scanner.start),
    byteAfter: () => ruler.byteAt(scanner.end),
  });
  const scanner = new MarkupScanner('xml', records);
  const taken = function* () {
    const found = records.taken();
    if (found.length > 0) yield found;
    if (records.tooLong) throw recordTooLong(path, 'element', records.count + 1, MAX_XML_RECORD);
    if (records.tooDeep) throw tooDeep(path, ruler.byteAt(scanner.start));
  };
  for await (const piece of pieces) {
    ruler.add(piece);
    scanner.write(piece.text);
    yield* taken();
    if (scanner.unclosedAt !== undefined) break;
  }
  scanner.finish();
  const open = records.finish();
  yield* taken();
  if (scanner.unclosedAt !== undefined) report(unclosedMarkup(path, ruler.byteAt(scanner.unclosedAt)));
  if (!records.anyElement) throw noXml(path);
  if (open || records.mismatched > 0) report(broken(path, open, records.count));
  if (records.outside > 0) report(outside(path, recordPath?.at(-1) ?? ''));
}

function noXml(path: string): LoamError {
  return new LoamError({
    code: 'import/xml-shape',
    what: 'There is no element in this file: it is not XML',
    where: path,
    remedy: 'Give an XML file, or the text in a .txt file.',
  });
}

function tooDeep(path: string, byte: number): LoamError {
  return new LoamError({
    code: 'import/xml-depth',
    what: 'Elements are nested more than 1000 deep; the file was read up to there',
    where: `${path}, byte ${byte}`,
    remedy: 'Look for elements that are never closed.',
  });
}

function broken(path: string, open: boolean, count: number): Parameters<ReadContext['report']>[0] {
  return {
    severity: 'warning',
    code: open ? 'import/truncated-xml' : 'import/xml-mismatch',
    what: open
      ? 'The file ends inside its elements; those that were complete were kept'
      : 'Some end tags have no beginning; what could be read was kept',
    where: `${path}, after element ${count}`,
    remedy: 'Download or copy the file again, or go on with what was read.',
  };
}

function outside(path: string, name: string): Parameters<ReadContext['report']>[0] {
  return {
    severity: 'warning',
    code: 'import/xml-outside',
    what: `Text outside of the repeated <${name}> elements was left out`,
    where: path,
    remedy: 'Nothing to do if it is a heading of the list; otherwise convert the file to plain text first.',
  };
}
