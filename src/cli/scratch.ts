import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diskStorage } from '@/storage/disk';
import type { Storage } from '@/storage/storage';

/** A storage in the system's folder for temporary files, gone afterwards however the work ends. */
export async function withScratch<T>(work: (storage: Storage) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'loam-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  // The second Ctrl-C ends the process without unwinding.
  process.once('exit', remove);
  try {
    return await work(diskStorage(folder));
  } finally {
    process.removeListener('exit', remove);
    remove();
  }
}
