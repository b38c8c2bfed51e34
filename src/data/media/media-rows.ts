import { LoamError } from '@/base/errors';
import type { MediaReference } from '@/schema/media';
import { type RowField, rowText, withoutMarks } from '@/schema/row';
import { columnsFor, type Mapping } from '@/schema/shape';
import type { UnpackedFile } from '../archives/unpack';
import { fileProblem } from '../corpus/file-problem';
import type { ImportedPart, ImportedRecord, ReadContext } from '../importers/entry';
import { lookAtColumns, proposeColumn } from '../importers/propose-columns';
import { fileColumn } from './file-column';
import { MediaIndex } from './media-index';
import { mediaKind } from './media-kind';
import type { Peeked } from './peek';
import { withHeaderRow } from './with-header-row';

/** Column names that say who speaks, or what belongs together. */
const GROUP_NAMES = /^(speaker|speaker_id|spk|client_id|user|author|group)$/i;

/** The media files of one drop, and the rows that name them. */
export class MediaRows {
  readonly index: MediaIndex;
  /** Rows made. */
  count = 0;
  private readonly files: ReadonlyMap<string, UnpackedFile>;
  private readonly used = new Set<string>();
  private readonly known = new Map<string, MediaReference | LoamError>();

  constructor(
    media: readonly UnpackedFile[],
    /** Decodes a file. */
    private readonly take: (file: UnpackedFile) => Promise<MediaReference>,
  ) {
    this.files = new Map(media.map((file) => [file.path, file]));
    this.index = new MediaIndex([...this.files.keys()]);
  }

  /** Media files that no row has named, of one kind. */
  unused(kind: MediaReference['kind']): readonly string[] {
    return [...this.files.values()]
      .filter(({ path, head }) => mediaKind(head)?.kind === kind && !this.used.has(path))
      .map(({ path }) => path);
  }

  countOf(kind: MediaReference['kind']): number {
    return [...this.files.values()].filter(({ head }) => mediaKind(head)?.kind === kind).length;
  }

  /** Rows of the records of one file; undefined when they name no media. */
  rowsOf(
    path: string,
    records: Peeked<ImportedRecord>,
    context: ReadContext,
  ): AsyncGenerator<ImportedPart[]> | undefined {
    const whole = withHeaderRow(records, (name) => this.index.resolve(name, path) !== undefined);
    const mapping = this.propose(path, whole.first);
    return mapping && this.partsOf(path, mapping, whole.all(), context);
  }

  private async *partsOf(
    path: string,
    mapping: Mapping,
    batches: AsyncIterable<ImportedRecord[]>,
    context: ReadContext,
  ): AsyncGenerator<ImportedPart[]> {
    for await (const records of batches) yield await this.parts(path, mapping, records, context);
  }

  /** Which columns of these first records are the file, its text and the speaker; undefined when they name no media. */
  private propose(path: string, records: readonly ImportedRecord[]): Mapping | undefined {
    const file = fileColumn(records, this.index, path);
    if (file === undefined) return undefined;
    const others = lookAtColumns(records).filter(({ name }) => name !== file);
    const text = proposeColumn(others);
    if (text === undefined) return undefined;
    const first = records.flatMap((record) => this.index.resolve(record.cell(file) ?? '', path) ?? [])[0] ?? '';
    const kind = mediaKind(this.files.get(first)?.head ?? new Uint8Array());
    const group = others.find(({ name }) => name !== text && GROUP_NAMES.test(name.split('.').at(-1) ?? ''));
    return {
      shape: kind?.kind === 'audio' ? 'audio' : 'images',
      columns: [
        { name: file, role: 'file' },
        { name: text, role: 'text' },
        ...(group ? [{ name: group.name, role: 'group' } as const] : []),
      ],
    };
  }

  /** A row for each record whose file can be read; what is left out is counted in `context`. */
  private async parts(
    path: string,
    mapping: Mapping,
    records: readonly ImportedRecord[],
    context: ReadContext,
  ): Promise<ImportedPart[]> {
    const [fileName = ''] = columnsFor(mapping, 'file');
    const [groupName] = columnsFor(mapping, 'group');
    const fields = columnsFor(mapping, 'text').map((name): RowField => ({ name, role: 'text' }));
    const parts: ImportedPart[] = [];
    for (const record of records) {
      const { row, byteStart, byteEnd } = record;
      const values = fields.map(({ name }) => withoutMarks(record.cell(name)?.trim() ?? ''));
      const where = `${path}, row ${row}`;
      const found = this.index.resolve(record.cell(fileName) ?? '', path);
      if (found === undefined) {
        context.report(fileMissing(where, record.cell(fileName) ?? ''));
        continue;
      }
      this.used.add(found);
      if (values.every((value) => value === '')) {
        context.report(noText(where, found));
        continue;
      }
      const media = await this.reference(found, context);
      if (!media) continue;
      const group = (groupName === undefined ? undefined : record.cell(groupName)) ?? found;
      const head = { shape: mapping.shape, fields, group: withoutMarks(group), media };
      parts.push({ text: rowText(head, values), lastPart: true, row, byteStart, byteEnd });
      this.count++;
    }
    return parts;
  }

  /** Decoded when the first row names it; what cannot be read is reported for each row. */
  private async reference(path: string, context: ReadContext): Promise<MediaReference | undefined> {
    let found = this.known.get(path);
    const file = this.files.get(path);
    if (!found && file) {
      try {
        found = await this.take(file);
      } catch (error) {
        found = fileProblem(error, path);
      }
      this.known.set(path, found);
    }
    if (!(found instanceof LoamError)) return found;
    context.report({ ...found.report, severity: 'error' });
    return undefined;
  }
}

const fileMissing = (where: string, name: string) => ({
  severity: 'warning' as const,
  code: 'media/file-missing',
  what: `No file of this drop is called "${name.slice(0, 80)}", or several are; the row was left out`,
  where,
  remedy: 'Drop the folder that holds both the table and the files.',
});

const noText = (where: string, file: string) => ({
  severity: 'warning' as const,
  code: 'media/empty-text',
  what: `This row has no text for ${file} and was left out`,
  where,
  remedy: 'Choose another text column if these rows matter.',
});
