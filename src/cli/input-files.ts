import { openAsBlob } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { SourceFile } from '@/schema/source';
import { UsageError } from './usage-error';

/** One FILE argument: a file, or a folder with everything below it in order of name. Contents are read when they are needed. */
export interface Input {
  readonly name: string;
  readonly origin: 'file' | 'folder';
  readonly files: readonly SourceFile[];
}

/** Throws UsageError for what is not there, cannot be read, or is neither file nor folder, and for a folder without files. */
export async function inputOf(argument: string): Promise<Input> {
  if (/^[a-z]+:\/\//i.test(argument))
    throw new UsageError(
      argument,
      'This is an address, and nothing is fetched from here',
      `Download it first: curl -LO ${argument}`,
    );
  const name = basename(resolve(argument));
  const info = await stat(argument).catch((error: unknown) => {
    throw unreadable(argument, error);
  });
  if (info.isFile()) return { name, origin: 'file', files: [{ path: name, blob: await opened(argument) }] };
  if (!info.isDirectory())
    throw new UsageError(argument, 'This is neither a file nor a folder', 'Give a file or a folder.');
  const files: SourceFile[] = [];
  for await (const path of walk(argument))
    files.push({ path: join(name, path), blob: await opened(join(argument, path)) });
  if (files.length === 0)
    throw new UsageError(argument, 'There is no file in this folder', 'Give a folder with text in it.');
  return { name, origin: 'folder', files };
}

/** A file as a Blob that is not copied to memory. Throws UsageError. */
export async function opened(path: string): Promise<Blob> {
  const info = await stat(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  if (!info.isFile()) throw new UsageError(path, 'This is no file', 'Give a file.');
  try {
    return await openAsBlob(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

async function* walk(root: string, below = ''): AsyncGenerator<string> {
  const entries = await readdir(join(root, below), { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(below, entry.name);
    // Links are not followed: they may lead out of the folder, or in a circle.
    if (entry.isDirectory()) yield* walk(root, path);
    else if (entry.isFile()) yield path;
  }
}

function unreadable(path: string, error: unknown): UsageError {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return new UsageError(path, 'There is no such file', 'Check the path.');
  if (code === 'EACCES' || code === 'EPERM')
    return new UsageError(path, 'This may not be read', 'Check the permissions.');
  return new UsageError(path, `This cannot be read (${String(code ?? error)})`, 'Check the path.');
}
