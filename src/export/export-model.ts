import { exporters } from '.';
import type { ExportInput } from './entry';
import type { ExportFile } from './export-file';

/**
 * The files of an export, each made while it is read, so that never more than one tensor is held. The page puts them into a zip
 * (`zip/write-zip.ts`), the command line into a folder: the same files.
 */
export async function exportModel(input: ExportInput, exporterId = 'hugging-face'): Promise<ExportFile[]> {
  const code = await exporters.get(exporterId).load();
  return code.files(input);
}
