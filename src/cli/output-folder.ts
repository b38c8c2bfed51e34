import { mkdir, mkdtemp, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { LoamError } from '@/base/errors';
import type { ExportFile } from '@/export/export-file';
import { UsageError } from './usage-error';

/** What tells a folder that an export may replace. */
const MARKS: readonly string[] = ['run.json', 'model.safetensors'];

/**
 * Says before hours of training whether `--out` can be written: it is not there, is empty, holds an earlier export, or may be overwritten.
 * Throws UsageError otherwise. Answers whether an earlier export will be replaced.
 */
export async function checkOutput(folder: string, force: boolean, marks = MARKS): Promise<{ replaces: boolean }> {
  const info = await stat(folder).catch(() => undefined);
  if (info && !info.isDirectory()) throw new UsageError('--out', `${folder} is a file`, 'Name a folder.');
  const names = info ? await readdir(folder) : [];
  const replaces = marks.every((name) => names.includes(name));
  if (names.length > 0 && !replaces && !force)
    throw new UsageError(
      '--out',
      `${folder} is not empty and holds no earlier export`,
      'Name another folder, or add --force.',
    );
  // Makes what is missing now, so that a path that cannot be made is not found out at the end.
  try {
    await mkdir(resolve(folder), { recursive: true });
  } catch (error) {
    throw new UsageError('--out', `${folder} cannot be made (${reason(error)})`, 'Name another folder.');
  }
  return { replaces };
}

/**
 * Writes an export into a folder: into a hidden one inside it first, then moved up at once, so that an export that fails leaves the earlier one. Files of other names
 * stay as they are.
 */
export async function writeFolder(
  folder: string,
  files: Iterable<ExportFile>,
  onBytes: (done: number) => void = () => {},
): Promise<void> {
  const target = resolve(folder);
  let partial: string | undefined;
  try {
    // Inside: moving out of it must not cross to another file system.
    partial = await mkdtemp(join(target, '.partial-'));
    const paths: string[] = [];
    let done = 0;
    for (const { path, chunks } of files) {
      await mkdir(dirname(join(partial, path)), { recursive: true });
      const file = await open(join(partial, path), 'w');
      try {
        for await (const chunk of chunks) {
          for (let at = 0; at < chunk.length; ) at += (await file.write(chunk, at)).bytesWritten;
          done += chunk.length;
          onBytes(done);
        }
      } finally {
        await file.close();
      }
      paths.push(path);
    }
    for (const path of paths) {
      await mkdir(dirname(join(target, path)), { recursive: true });
      await rename(join(partial, path), join(target, path));
    }
  } catch (error) {
    if (error instanceof LoamError) throw error;
    throw new LoamError(
      {
        code: 'cli/cannot-write',
        what: `The export cannot be written (${reason(error)})`,
        where: folder,
        remedy: 'Free space on the disk or name another folder, and train again.',
      },
      { cause: error },
    );
  } finally {
    if (partial) await rm(partial, { recursive: true, force: true });
  }
}

function reason(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
}
