import { LoamError } from '@/base/errors';
import type { MediaReference } from '@/schema/media';
import { withoutMarks } from '@/schema/row';
import { columnsFor, type Mapping } from '@/schema/shape';
import type { ColumnChoice } from '@/schema/source';
import type { UnpackedFile } from '../archives/unpack';
import { fileProblem } from '../corpus/file-problem';
import type { ImportedPart, ImportedRecord, ReadContext } from '../importers/entry';
import { lookAtColumns } from '../importers/propose-columns';
import { mediaMapping } from '../importers/propose-mapping';
import { RowMaker } from '../importers/row-maker';
import { unreadTime } from '../importers/unread-time';
import { fileColumn } from './file-column';
import { MediaIndex } from './media-index';
import { mediaKind } from './media-kind';
import type { Peeked } from './peek';
import { withHeaderRow } from './with-header-row';

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
    private readonly take: (file: UnpackedFile, report: ReadContext['report']) => Promise<MediaReference>,
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

  /**
   * Rows of the records of one file, and what its columns are; undefined when they name no media. A mapping that a person chose stands, where
   * the file has its columns.
   */
  rowsOf(
    path: string,
    records: Peeked<ImportedRecord>,
    context: ReadContext,
    chosen?: Mapping,
  ): { readonly parts: AsyncIterable<ImportedPart[]>; readonly choice: ColumnChoice } | undefined {
    if (chosen && chosen.shape !== 'audio' && chosen.shape !== 'images') return undefined;
    const whole = withHeaderRow(records, (name) => this.index.resolve(name, path) !== undefined);
    const file = fileColumn(whole.first, this.index, path);
    if (file === undefined) return undefined;
    const seen = lookAtColumns(whole.first);
    const names = seen.map(({ name }) => name);
    const wanted = chosen?.columns.every(({ name }) => names.includes(name)) ? chosen : undefined;
    const mapping = wanted ?? mediaMapping(this.shapeOf(path, whole.first, file), file, seen);
    if (!mapping) return undefined;
    const available = seen.map(({ values: _, natural: __, ...summary }) => summary);
    return { parts: this.partsOf(path, mapping, whole.all(), context), choice: { available, mapping } };
  }

  /** By the first file that is named. */
  private shapeOf(path: string, records: readonly ImportedRecord[], file: string): 'audio' | 'images' {
    const [first = ''] = records.flatMap((record) => this.index.resolve(record.cell(file) ?? '', path) ?? []);
    const kind = mediaKind(this.files.get(first)?.head ?? new Uint8Array());
    return kind?.kind === 'audio' ? 'audio' : 'images';
  }

  /** A row for each record whose file can be read; what is left out is counted in `context`. */
  private async *partsOf(
    path: string,
    mapping: Mapping,
    batches: AsyncIterable<ImportedRecord[]>,
    context: ReadContext,
  ): AsyncGenerator<ImportedPart[]> {
    const [fileName = ''] = columnsFor(mapping, 'file');
    const maker = new RowMaker(mapping);
    for await (const records of batches) {
      const parts: ImportedPart[] = [];
      for (const record of records) {
        const { row, byteStart, byteEnd } = record;
        const where = `${path}, row ${row}`;
        const found = this.index.resolve(record.cell(fileName) ?? '', path);
        if (found === undefined) {
          context.report(fileMissing(where, record.cell(fileName) ?? ''));
          continue;
        }
        this.used.add(found);
        if (columnsFor(mapping, 'text').every((name) => (record.cell(name) ?? '').trim() === '')) {
          context.report(noText(where, found));
          continue;
        }
        const media = await this.reference(found, context);
        // Several texts of one picture are never on both sides of a split by group.
        const also = media && { media, group: withoutMarks(found) };
        const text = also && maker.make(record, (cell) => context.report(unreadTime(cell, where)), also);
        if (text === undefined) continue;
        parts.push({ text, lastPart: true, row, byteStart, byteEnd });
        this.count++;
      }
      yield parts;
    }
  }

  /** Decoded when the first row names it; what cannot be read is reported for each row. */
  private async reference(path: string, context: ReadContext): Promise<MediaReference | undefined> {
    let found = this.known.get(path);
    const file = this.files.get(path);
    if (!found && file) {
      try {
        found = await this.take(file, context.report);
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
