import { LoamError } from '@/base/errors';
import type { BinaryFile } from '../binary-file';
import type { ImportedRecord, RecordReader } from '../entry';
import { languageOf, messageRecords } from '../po/message-records';
import { recordTooLong } from '../record-too-long';
import { type Catalog, openCatalog } from './catalog';

/** Catalogs of large programs have a megabyte or two. */
const MAX_BYTES = 1 << 27;
const MAX_MESSAGE_BYTES = 1 << 22;
const BATCH = 500;

/** Messages in the order of the file, which is that of their sources' bytes; `row` counts them. What is outside the file is reported and the rest is kept. */
export const moReader: RecordReader<BinaryFile> = {
  kind: 'records',
  async *records(file, { report, breathe }) {
    const { path } = file;
    const blob = await file.blob();
    if (blob.size > MAX_BYTES) throw damaged(path, `This catalog is larger than ${MAX_BYTES >> 20} MB, which none is`);
    const catalog = openCatalog(new Uint8Array(await blob.arrayBuffer()));
    file.read(blob.size);
    if (!catalog) throw damaged(path, 'This is no catalog of translations, or it is cut off before its tables');
    const header = headerOf(catalog);
    const decoder = makeDecoder(header);
    const language = languageOf(header);
    let records: ImportedRecord[] = [];
    let messages = 0;
    for (let i = 0; i < catalog.count; i++) {
      await breathe();
      const message = catalog.message(i);
      if (!message) {
        report({
          severity: 'warning',
          code: 'import/mo-message',
          what: 'A message lies outside of the file and was left out',
          where: `${path}, message ${i + 1}`,
          remedy: 'Download or copy the file again, or go on with what was read.',
        });
        continue;
      }
      const { source, target, byteStart, byteEnd } = message;
      if (source.length + target.length > MAX_MESSAGE_BYTES)
        throw recordTooLong(path, 'message', i + 1, MAX_MESSAGE_BYTES);
      const range = { row: i + 1, byteStart, byteEnd };
      records.push(...recordsOf(decoder.decode(source), decoder.decode(target), range, language));
      if (source.length > 0) messages++;
      if (records.length < BATCH) continue;
      yield records;
      records = [];
    }
    if (records.length > 0) yield records;
    if (messages === 0) throw damaged(path, 'There is no message in this catalog');
  },
};

/** `context EOT source NUL plural`, and the forms of the translation apart by NUL. */
function recordsOf(
  message: string,
  translation: string,
  range: Parameters<typeof messageRecords>[0],
  language: string | undefined,
): ImportedRecord[] {
  const cut = message.indexOf('\x04');
  const context = cut < 0 ? undefined : message.slice(0, cut);
  const [source = '', plural] = message.slice(cut + 1).split('\0');
  return messageRecords(range, { source, context, plural, language, targets: translation.split('\0') });
}

/** The translation of the empty message: what is said in it is ASCII. */
function headerOf(catalog: Catalog): string {
  const first = catalog.count > 0 ? catalog.message(0) : undefined;
  return first && first.source.length === 0 ? new TextDecoder('latin1').decode(first.target) : '';
}

function makeDecoder(header: string): TextDecoder {
  const charset = /^Content-Type:.{0,80}charset=([\w-]{2,20})/im.exec(header)?.[1];
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder();
  }
}

function damaged(path: string, what: string): LoamError {
  return new LoamError({
    code: 'import/damaged-mo',
    what,
    where: path,
    remedy: 'Download or copy the file again, or give the .po file that it was made from.',
  });
}
