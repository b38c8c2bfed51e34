import { LoamError } from '@/base/errors';
import { clash, closedWriter, full, locked, missing } from './failures';
import { nameOf, openSyncFile, patiently, type SyncFile } from './opfs-handle';
import { PARTIAL_FOLDER, pathSegments, prefixSegments, sorted } from './paths';
import type { FileReader, FileWriter, Storage } from './storage';

/** Where the files live and how much room there is; a test gives its own. */
export interface OpfsHost {
  readonly getDirectory: () => Promise<FileSystemDirectoryHandle>;
  readonly estimate: () => Promise<{ usage?: number; quota?: number }>;
}

/**
 * The browser's origin-private file system, for dedicated workers (synchronous handles exist only there). A file is written under a
 * temporary name and moved to its own when closed. Several readers of a file share one read-only handle. Replacing a file
 * that somebody still reads waits for the reader and then throws `storage/locked`.
 */
export async function opfsStorage(host: OpfsHost | undefined = browserHost()): Promise<Storage> {
  const root = await host?.getDirectory().catch(() => undefined);
  if (!host || !root) throw unavailable();
  const shared = new Map<string, { opening: Promise<SyncFile>; readers: number }>();

  async function folder(segments: readonly string[], create: boolean): Promise<FileSystemDirectoryHandle> {
    let here = root as FileSystemDirectoryHandle;
    for (const name of segments) here = await here.getDirectoryHandle(name, { create });
    return here;
  }
  async function file(path: string): Promise<FileSystemFileHandle> {
    const segments = pathSegments(path);
    const name = segments.pop() ?? '';
    try {
      return await (await folder(segments, false)).getFileHandle(name);
    } catch (error) {
      throw nameOf(error) === 'TypeMismatchError' ? missing(path, error) : error;
    }
  }
  async function has(path: string): Promise<boolean> {
    pathSegments(path);
    return file(path).then(
      () => true,
      () => false,
    );
  }
  async function usage() {
    const estimate = await host?.estimate();
    return { usedBytes: estimate?.usage ?? 0, quotaBytes: estimate?.quota ?? 0 };
  }
  async function failure(error: unknown, path: string): Promise<unknown> {
    const name = nameOf(error);
    if (name === 'NotFoundError') return missing(path, error);
    if (name === 'TypeMismatchError') return clash(path, error);
    if (name === 'QuotaExceededError') return full(path, await usage(), error);
    if (name === 'NoModificationAllowedError' || name === 'InvalidStateError') return locked(path, error);
    return error;
  }
  const guarded = async <T>(path: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw await failure(error, path);
    }
  };

  return {
    create: (path) =>
      guarded(path, async (): Promise<FileWriter> => {
        const segments = pathSegments(path);
        const name = segments.pop() ?? '';
        const partials = await folder([PARTIAL_FOLDER], true);
        const partialName = crypto.randomUUID();
        const partial = await partials.getFileHandle(partialName, { create: true });
        const sync = await openSyncFile(partial, 'readwrite');
        let sizeBytes = 0;
        let open = true;
        const discard = async () => {
          if (open) sync.close();
          open = false;
          await partials.removeEntry(partialName).catch(() => undefined);
        };
        return {
          async write(bytes) {
            if (!open) throw closedWriter(path);
            await guarded(path, async () => {
              for (let done = 0; done < bytes.length; ) {
                const wrote = sync.write(bytes.subarray(done), { at: sizeBytes });
                // A full disk shows as an exception, as nothing written, or, in a private window of Chromium 156, as a negative
                // error code read as an unsigned number.
                if (!(wrote > 0 && wrote <= bytes.length - done)) {
                  throw new DOMException(`wrote ${wrote} of ${bytes.length - done} bytes`, 'QuotaExceededError');
                }
                done += wrote;
                sizeBytes += wrote;
              }
            });
          },
          async rewind(to) {
            if (!open) throw closedWriter(path);
            sync.truncate(to);
            sizeBytes = to;
          },
          async close() {
            if (!open) throw closedWriter(path);
            try {
              await guarded(path, async () => {
                sync.flush();
                sync.close();
                open = false;
                await replace(partial, await folder(segments, true), name);
              });
            } catch (error) {
              await discard();
              throw error;
            }
          },
          async abort() {
            if (open) await discard();
          },
        };
      }),
    open: (path) =>
      guarded(path, async (): Promise<FileReader> => {
        const entry = shared.get(path) ?? {
          opening: file(path).then((handle) => openSyncFile(handle, 'read-only')),
          readers: 0,
        };
        shared.set(path, entry);
        entry.readers++;
        const leave = () => {
          if (--entry.readers === 0) shared.delete(path);
          return entry.readers === 0;
        };
        const sync = await entry.opening.catch((error: unknown) => {
          leave();
          throw error;
        });
        let open = true;
        return {
          sizeBytes: sync.getSize(),
          read: (target, offset) => sync.read(target, { at: offset }),
          close() {
            if (open && leave()) sync.close();
            open = false;
          },
        };
      }),
    blob: (path) => guarded(path, async () => (await file(path)).getFile()),
    exists: (path) => has(path),
    async list(prefix) {
      const segments = prefixSegments(prefix);
      const found: string[] = [];
      const here = await folder(segments, false).catch(() => undefined);
      if (here) await walk(here, segments, found);
      else if (segments.length > 0 && (await has(segments.join('/')))) found.push(segments.join('/'));
      return sorted(found);
    },
    remove: (path) =>
      guarded(path, async () => {
        const segments = pathSegments(path);
        let last = true;
        for (let name = segments.pop(); name !== undefined; name = segments.pop()) {
          const parent = await folder(segments, false).catch(() => undefined);
          if (parent && (last || (await isEmpty(parent, name)))) await removeEntry(parent, name, last);
          last = false;
        }
      }),
    usage,
  };
}

/**
 * Removes what a closed or crashed tab left unfinished. Only for the tab that holds the claim (see `claim-storage.ts`), before its
 * workers write.
 */
export async function sweepOpfs(host: OpfsHost | undefined = browserHost()): Promise<void> {
  const root = await host?.getDirectory().catch(() => undefined);
  await root?.removeEntry(PARTIAL_FOLDER, { recursive: true }).catch(() => undefined);
}

function browserHost(): OpfsHost | undefined {
  const storage = globalThis.navigator?.storage;
  if (typeof storage?.getDirectory !== 'function') return undefined;
  return { getDirectory: () => storage.getDirectory(), estimate: () => storage.estimate() };
}

function unavailable(): LoamError {
  return new LoamError({
    code: 'storage/unavailable',
    what: 'This browser gives the page no file storage',
    where: 'storage',
    remedy: 'Leave private browsing, allow site data for this address, and open it over https or on localhost.',
  });
}

/** `move` is not in TypeScript's DOM library; Chromium 111, Firefox 111 and Safari 16.4 have it for OPFS. */
type Movable = FileSystemFileHandle & { move?(folder: FileSystemDirectoryHandle, name: string): Promise<void> };

/** Gives a finished file its name, in place of what had it. A reader that is about to close is waited for. */
async function replace(partial: Movable, folder: FileSystemDirectoryHandle, name: string): Promise<void> {
  await patiently(async () => {
    if (partial.move) return partial.move(folder, name);
    const source = await openSyncFile(partial, 'readwrite');
    const target = await openSyncFile(await folder.getFileHandle(name, { create: true }), 'readwrite');
    try {
      const chunk = new Uint8Array(1 << 20);
      target.truncate(0);
      for (let at = 0, got = 0; (got = source.read(chunk, { at })) > 0; at += got)
        target.write(chunk.subarray(0, got), { at });
      target.flush();
    } finally {
      source.close();
      target.close();
    }
  });
}

async function removeEntry(parent: FileSystemDirectoryHandle, name: string, recursive: boolean): Promise<void> {
  await patiently(() => parent.removeEntry(name, { recursive })).catch((error: unknown) => {
    if (nameOf(error) !== 'NotFoundError') throw error;
  });
}

async function isEmpty(parent: FileSystemDirectoryHandle, name: string): Promise<boolean> {
  const here = await parent.getDirectoryHandle(name).catch(() => undefined);
  if (!here) return false;
  for await (const _ of here.keys()) return false;
  return true;
}

async function walk(here: FileSystemDirectoryHandle, segments: readonly string[], found: string[]): Promise<void> {
  for await (const [name, handle] of here.entries()) {
    if (segments.length === 0 && name === PARTIAL_FOLDER) continue;
    const path = [...segments, name];
    if (handle.kind === 'file') found.push(path.join('/'));
    else await walk(handle as FileSystemDirectoryHandle, path, found);
  }
}
