import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A file as a person would give it: where it lies in what they drop, and its bytes. */
export interface GivenFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export const given = (path: string, content: string | Uint8Array): GivenFile => ({
  path,
  bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content,
});

/** Writes them below a folder; returns the top-level names as absolute paths: what is dragged. */
export function writeFiles(folder: string, files: readonly GivenFile[]): string[] {
  for (const { path, bytes } of files) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, bytes);
  }
  return [...new Set(files.map(({ path }) => join(folder, path.split('/')[0] ?? path)))];
}
