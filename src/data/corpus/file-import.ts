import { isAbort } from '@/base/errors';
import { withoutMarks } from '@/schema/row';
import type { Mapping } from '@/schema/shape';
import type { ColumnChoice, FileProblem, FileReport } from '@/schema/source';
import type { UnpackedFile } from '../archives/unpack';
import { type Detection, detectEncoding, emptyFile } from '../encoding/detect-encoding';
import { type HopedUtf8, hopedUtf8 } from '../encoding/hoped-utf8';
import type { TextFile } from '../encoding/text-file';
import { type BinaryFile, binaryFile } from '../importers/binary-file';
import { chooseImporter } from '../importers/choose-importer';
import type { ImportedPart, ReadContext, Reader } from '../importers/entry';
import { LOOK_AT_RECORDS, mergedColumns } from '../importers/propose-columns';
import { RecordDocuments, type WantedMapping } from '../importers/record-documents';
import { chooseLayout } from '../media/layouts/choose-layout';
import type { MediaRows } from '../media/media-rows';
import { peek } from '../media/peek';
import type { Breather } from '../tokenizers/breather';
import { fileProblem } from './file-problem';
import { ProblemList } from './problem-list';
import type { SourceWriter } from './source-writer';

/** Reads the files of one drop one after the other, and keeps a report of each. */
export class FileImport {
  readonly reports: FileReport[] = [];
  columns: ColumnChoice | undefined;
  /** How the rows of the current file were made. */
  private mapping: Mapping | undefined;

  constructor(
    private readonly writer: SourceWriter,
    private readonly breather: Breather,
    private readonly keep: (chunks: AsyncIterable<Uint8Array>) => Promise<Blob>,
    /** Hears that a file will be read again. */
    private readonly onAgain: () => void,
    private readonly chosen?: Mapping,
  ) {}

  /** Throws only what ends the whole import: cancelling, and failures of storage. */
  async read(file: UnpackedFile): Promise<void> {
    await this.readAs(file);
  }

  /** Reads a file whose rows name files of `media`; false, and nothing is read, when it is no such file. */
  async readRows(file: UnpackedFile, media: MediaRows): Promise<boolean> {
    try {
      await this.readAs(file, media);
      return true;
    } catch (error) {
      if (error === NO_ROWS) return false;
      throw error;
    }
  }

  private async readAs(file: UnpackedFile, media?: MediaRows): Promise<void> {
    const { path, name, source, head, importer } = file;
    const entry = importer ?? chooseImporter(name, head);
    const layout = media && (await chooseLayout(file, entry, media.index));
    if (media && !layout && entry.kind !== 'records') throw NO_ROWS;
    const problems = new ProblemList();
    this.mapping = undefined;
    await this.writer.beginFile(this.reports.length);
    const before = this.writer.documents;
    let detection: Detection | undefined;
    let binary: BinaryFile | undefined;
    try {
      if (entry.input === 'bytes') {
        if (head.length === 0) throw emptyFile(path);
        binary = binaryFile(source, this.keep);
        await this.write(await entry.load(), binary, path, problems, false, media);
      } else {
        const reader = layout ?? (await entry.load());
        const declared = entry.declaredEncoding?.(head);
        const read = (text: TextFile) => this.write(reader, text, path, problems, !text.valid, media);
        const hope = hopedUtf8(source, head, declared);
        detection = hope && (await this.readHoped(hope, read, problems));
        if (!detection) {
          detection = await detectEncoding(source, this.breathe, declared);
          await read({ ...detection, bytes: source, encoding: detection.encoding.name });
        }
      }
    } catch (error) {
      // What else is wrong with it is told when it is read as what it is.
      if (error === NO_ROWS || (media && !layout && this.writer.documents === before && !isAbort(error))) throw NO_ROWS;
      problems.add({ ...fileProblem(error, path).report, severity: 'error' });
    }
    if (this.writer.replaced > 0) problems.add(loneSurrogates(path), this.writer.replaced);
    // Ends a document that an error cut short, so that it is counted.
    await this.writer.beginFile(this.reports.length);
    const documents = this.writer.documents - before;
    if (documents === 0 && problems.list.length === 0) problems.add(noText(path));
    this.reports.push({
      path,
      importer: entry.id,
      ...(detection ? { encoding: detection.encoding } : {}),
      documents,
      ...(this.mapping ? { mapping: this.mapping } : {}),
      sizeBytes: detection?.sizeBytes ?? binary?.sizeBytes ?? 0,
      problems: problems.list,
    });
  }

  /**
   * Undefined, and nothing is kept, where the file is not UTF-8. Neither is what ended early or with an error: what the file is shows when all of it
   * was read, and is part of the report.
   */
  private async readHoped(
    { file, fulfilled }: HopedUtf8,
    read: (file: TextFile) => Promise<void>,
    problems: ProblemList,
  ): Promise<Detection | undefined> {
    const { columns } = this;
    const { mark } = this.writer;
    try {
      await read(file);
      const detection = fulfilled();
      if (detection) return detection;
    } catch (error) {
      if (isAbort(error) || error === NO_ROWS) throw error;
    }
    await this.writer.rewind(mark);
    this.columns = columns;
    this.mapping = undefined;
    problems.clear();
    this.onAgain();
    return undefined;
  }

  /** A file of which nothing can be read. */
  refuse(path: string, error: unknown): void {
    const problem: FileProblem = { ...fileProblem(error, path).report, severity: 'error', count: 1 };
    this.reports.push({ path, importer: '', documents: 0, sizeBytes: 0, problems: [problem] });
  }

  /** A file that is not read, for a reason that is no failure of its own. */
  leaveOut(path: string, problem: FileProblem): void {
    this.reports.push({ path, importer: '', documents: 0, sizeBytes: 0, problems: [problem] });
  }

  private readonly breathe = () => this.breather.breatheIfDue();

  private async write<File>(
    reader: Reader<File>,
    file: File,
    path: string,
    problems: ProblemList,
    mayReplace: boolean,
    media: MediaRows | undefined,
  ): Promise<void> {
    for await (const parts of this.partsOf(reader, file, path, problems, media)) {
      await this.breathe();
      await this.writer.write(parts);
      if (mayReplace) countReplaced(parts, path, problems);
    }
  }

  private async *partsOf<File>(
    reader: Reader<File>,
    file: File,
    path: string,
    problems: ProblemList,
    media: MediaRows | undefined,
  ): AsyncGenerator<readonly ImportedPart[]> {
    const context: ReadContext = { report: (problem) => problems.add(problem), breathe: this.breathe };
    if (reader.kind === 'text') {
      for await (const parts of reader.parts(file, context))
        yield parts.map((part) => ({ ...part, text: withoutMarks(part.text) }));
      return;
    }
    if (media) {
      const peeked = await peek(reader.records(file, context), LOOK_AT_RECORDS);
      const rows = media.rowsOf(path, peeked, context, this.chosen);
      if (!rows) {
        await peeked.close();
        throw NO_ROWS;
      }
      this.choose(rows.choice);
      return yield* rows.parts;
    }
    const documents = new RecordDocuments(path, context, this.wanted());
    try {
      yield* documents.parts(reader.records(file, { ...context, columns: () => documents.columns }));
    } finally {
      if (documents.choice) this.choose(documents.choice);
    }
  }

  private choose(choice: ColumnChoice): void {
    this.mapping = choice.mapping;
    this.columns = mergedColumns(this.columns, choice);
  }

  private wanted(): WantedMapping | undefined {
    if (this.chosen) return { mapping: this.chosen, byPerson: true };
    return this.columns && { mapping: this.columns.mapping, byPerson: false };
  }
}

/** Thrown for a file that is tried for rows that name media, and has none. */
const NO_ROWS = new Error('no rows that name media');

function countReplaced(parts: readonly ImportedPart[], path: string, problems: ProblemList): void {
  let count = 0;
  for (const { text } of parts)
    for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1)) count++;
  if (count === 0) return;
  problems.add(
    {
      severity: 'warning',
      code: 'import/replaced-bytes',
      what: 'Bytes that are no characters in this encoding became U+FFFD',
      where: path,
      remedy: 'Save the file again as UTF-8 if these places matter.',
    },
    count,
  );
}

function noText(path: string): Omit<FileProblem, 'count'> {
  return {
    severity: 'error',
    code: 'import/no-text',
    what: 'There is no text in this file',
    where: path,
    remedy: 'Look whether it is the file that you meant; otherwise leave it out.',
  };
}

function loneSurrogates(path: string): Omit<FileProblem, 'count'> {
  return {
    severity: 'warning',
    code: 'import/lone-surrogates',
    what: 'Halves of characters (lone surrogates) became U+FFFD',
    where: path,
    remedy: 'The text was cut inside a character by the program that wrote it; write it again if that matters.',
  };
}
