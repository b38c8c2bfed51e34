import { closedWriter, full, missing } from './failures';
import { pathSegments, prefixSegments, sorted } from './paths';
import type { FileReader, FileWriter, Storage } from './storage';

export interface MemoryOptions {
  /** Writing past it throws `storage/full`. */
  readonly quotaBytes?: number;
}

/** The twin for tests: everything on the heap, lost with the object. */
export function memoryStorage({ quotaBytes = Number.MAX_SAFE_INTEGER }: MemoryOptions = {}): Storage {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  let unfinishedBytes = 0;
  const usedBytes = () => [...files.values()].reduce((sum, bytes) => sum + bytes.length, unfinishedBytes);
  const get = (path: string) => {
    pathSegments(path);
    const bytes = files.get(path);
    if (!bytes) throw missing(path);
    return bytes;
  };

  return {
    async create(path): Promise<FileWriter> {
      pathSegments(path);
      let parts: Uint8Array[] | undefined = [];
      let sizeBytes = 0;
      const finish = () => {
        if (!parts) throw closedWriter(path);
        const taken = parts;
        parts = undefined;
        unfinishedBytes -= sizeBytes;
        return taken;
      };
      return {
        async write(bytes) {
          if (!parts) throw closedWriter(path);
          if (usedBytes() + bytes.length > quotaBytes) throw full(path, { usedBytes: usedBytes(), quotaBytes });
          parts.push(bytes.slice());
          sizeBytes += bytes.length;
          unfinishedBytes += bytes.length;
        },
        async rewind(to) {
          if (!parts) throw closedWriter(path);
          unfinishedBytes -= sizeBytes - to;
          for (; sizeBytes > to; ) {
            const last = parts.pop() ?? new Uint8Array(0);
            sizeBytes -= last.length;
            if (sizeBytes >= to) continue;
            parts.push(last.subarray(0, to - sizeBytes));
            sizeBytes = to;
          }
        },
        async close() {
          const whole = new Uint8Array(sizeBytes);
          let at = 0;
          for (const part of finish()) {
            whole.set(part, at);
            at += part.length;
          }
          files.set(path, whole);
        },
        async abort() {
          if (parts) finish();
        },
      };
    },
    async open(path): Promise<FileReader> {
      // Held by reference: replacing or removing the file does not disturb a reader, as on a POSIX disk.
      const bytes = get(path);
      return {
        sizeBytes: bytes.length,
        read(target, offset) {
          const part = bytes.subarray(offset, offset + target.length);
          target.set(part);
          return part.length;
        },
        close() {},
      };
    },
    async blob(path) {
      return new Blob([get(path)]);
    },
    async exists(path) {
      pathSegments(path);
      return files.has(path);
    },
    async list(prefix) {
      const folder = prefixSegments(prefix).join('/');
      return sorted(
        [...files.keys()].filter((path) => folder === '' || path === folder || path.startsWith(`${folder}/`)),
      );
    },
    async remove(path) {
      pathSegments(path);
      for (const name of files.keys()) if (name === path || name.startsWith(`${path}/`)) files.delete(name);
    },
    async usage() {
      return { usedBytes: usedBytes(), quotaBytes };
    },
  };
}
