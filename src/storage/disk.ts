import { closeSync, fstatSync, openAsBlob, openSync, readSync } from 'node:fs';
import { mkdir, open as openFile, readdir, rename, rm, rmdir, stat, statfs } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { clash, closedWriter, full, missing } from './failures';
import { PARTIAL_FOLDER, pathSegments, prefixSegments, sorted } from './paths';
import type { FileReader, FileWriter, Storage } from './storage';

/** A folder on the disk of the machine that runs Node: the command line's storage. The folder is made when the first file is. */
export function diskStorage(folder: string): Storage {
  const root = resolve(folder);
  const partials = join(root, PARTIAL_FOLDER);
  const at = (path: string) => join(root, ...pathSegments(path));
  let serial = 0;

  async function usage() {
    const space = await statfs(root).catch(() => undefined);
    let usedBytes = 0;
    for (const path of await walk(root, [])) usedBytes += (await stat(join(root, path))).size;
    return { usedBytes, quotaBytes: space ? usedBytes + space.bavail * space.bsize : 0 };
  }
  async function failure(error: unknown, path: string, reading = false): Promise<unknown> {
    const code = codeOf(error);
    if (code === 'ENOENT' || (reading && code === 'ENOTDIR')) return missing(path, error);
    if (code === 'ENOTDIR' || code === 'EISDIR' || code === 'EEXIST') return clash(path, error);
    if (code === 'ENOSPC' || code === 'EDQUOT') return full(path, await usage().catch(() => NO_USAGE), error);
    return error;
  }

  return {
    async create(path): Promise<FileWriter> {
      const target = at(path);
      const partial = join(partials, `${process.pid}-${serial++}`);
      try {
        await mkdir(partials, { recursive: true });
        const file = await openFile(partial, 'w');
        let open = true;
        let sizeBytes = 0;
        const end = async () => {
          open = false;
          await file.close();
        };
        return {
          async write(bytes) {
            if (!open) throw closedWriter(path);
            try {
              for (let done = 0; done < bytes.length; ) {
                const { bytesWritten } = await file.write(bytes, done, bytes.length - done, sizeBytes);
                done += bytesWritten;
                sizeBytes += bytesWritten;
              }
            } catch (error) {
              throw await failure(error, path);
            }
          },
          async rewind(to) {
            if (!open) throw closedWriter(path);
            await file.truncate(to);
            sizeBytes = to;
          },
          async close() {
            if (!open) throw closedWriter(path);
            try {
              // On the disk before the name points to it: a power cut leaves the old file or the new one, never half.
              await file.sync();
              await end();
              await mkdir(dirname(target), { recursive: true });
              await rename(partial, target);
            } catch (error) {
              await rm(partial, { force: true });
              throw await failure(error, path);
            } finally {
              await rmdir(partials).catch(() => undefined); // stays while another file is being written
            }
          },
          async abort() {
            if (!open) return;
            await end();
            await rm(partial, { force: true });
            await rmdir(partials).catch(() => undefined);
          },
        };
      } catch (error) {
        throw await failure(error, path);
      }
    },
    async open(path): Promise<FileReader> {
      try {
        const descriptor = openSync(at(path), 'r');
        const info = fstatSync(descriptor);
        if (info.isDirectory()) {
          closeSync(descriptor);
          throw missing(path);
        }
        let open = true;
        return {
          sizeBytes: info.size,
          read(target, offset) {
            let done = 0;
            while (done < target.length) {
              const got = readSync(descriptor, target, done, target.length - done, offset + done);
              if (got === 0) break;
              done += got;
            }
            return done;
          },
          close() {
            if (open) closeSync(descriptor);
            open = false;
          },
        };
      } catch (error) {
        throw await failure(error, path, true);
      }
    },
    async blob(path) {
      try {
        if ((await stat(at(path))).isDirectory()) throw missing(path);
        return await openAsBlob(at(path));
      } catch (error) {
        throw await failure(error, path, true);
      }
    },
    async exists(path) {
      const info = await stat(at(path)).catch(() => undefined);
      return info?.isFile() ?? false;
    },
    async list(prefix) {
      return sorted(await walk(root, prefixSegments(prefix)));
    },
    async remove(path) {
      await rm(at(path), { recursive: true, force: true });
      // Folders come and go with their files.
      for (const parents = pathSegments(path).slice(0, -1); parents.length > 0; parents.pop()) {
        const gone = await rmdir(join(root, ...parents)).then(
          () => true,
          () => false,
        );
        if (!gone) break;
      }
    },
    usage,
  };
}

const NO_USAGE = { usedBytes: 0, quotaBytes: 0 };

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

async function walk(root: string, segments: readonly string[]): Promise<string[]> {
  const here = join(root, ...segments);
  const info = await stat(here).catch(() => undefined);
  if (!info) return [];
  if (info.isFile()) return [segments.join('/')];
  const found: string[] = [];
  for (const entry of await readdir(here, { withFileTypes: true })) {
    if (segments.length === 0 && entry.name === PARTIAL_FOLDER) continue;
    const path = [...segments, entry.name];
    if (entry.isDirectory()) found.push(...(await walk(root, path)));
    else if (entry.isFile()) found.push(path.join('/'));
  }
  return found;
}
