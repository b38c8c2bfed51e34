import { memoryStorage } from '@/storage/memory';
import type { Storage } from '@/storage/storage';

/** Storage that counts what is written to large files and forgets it: what is left on the heap is the importer's own. */
export function forgetfulStorage(): Storage & { writtenBytes: number } {
  const memory = memoryStorage();
  const storage = {
    ...memory,
    writtenBytes: 0,
    create: async (path: string) => {
      if (path.endsWith('.json')) return memory.create(path);
      return {
        async write(bytes: Uint8Array) {
          storage.writtenBytes += bytes.length;
        },
        async rewind() {},
        async close() {},
        async abort() {},
      };
    },
  };
  return storage;
}
