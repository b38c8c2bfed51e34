/** The part of FileSystemSyncAccessHandle that is used here. TypeScript's DOM library leaves it out: it exists in workers only. */
export interface SyncFile {
  read(target: Uint8Array, options: { at: number }): number;
  write(bytes: Uint8Array, options: { at: number }): number;
  truncate(sizeBytes: number): void;
  getSize(): number;
  flush(): void;
  close(): void;
}
type Mode = 'readwrite' | 'read-only';
type Lockable = FileSystemFileHandle & { createSyncAccessHandle?(options?: { mode: Mode }): Promise<SyncFile> };

/**
 * `read-only` handles of one file coexist between workers where the browser knows the mode (Chromium 121); elsewhere the option is ignored
 * and the handle is exclusive.
 */
export function openSyncFile(handle: FileSystemFileHandle, mode: Mode): Promise<SyncFile> {
  const lockable: Lockable = handle;
  return patiently(async () => {
    if (lockable.createSyncAccessHandle) return lockable.createSyncAccessHandle({ mode });
    throw new Error('files in OPFS are opened in dedicated workers only: this thread has no createSyncAccessHandle');
  });
}

/** Locks are short (a reader closing, the worker of a page that is being left): try for two seconds before giving up. */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let waitMs = 10; ; waitMs *= 2) {
    try {
      return await work();
    } catch (error) {
      if (nameOf(error) !== 'NoModificationAllowedError' || waitMs > 1000) throw error;
      await new Promise((wake) => setTimeout(wake, waitMs));
    }
  }
}

/** A DOMException's name; not every engine makes DOMException an Error. */
export function nameOf(error: unknown): string {
  return error instanceof Error || error instanceof DOMException ? error.name : '';
}
