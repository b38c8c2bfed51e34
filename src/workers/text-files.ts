import { LoamError } from '@/base/errors';
import type { Storage } from '@/storage/storage';

export async function readJson(storage: Storage, path: string): Promise<unknown> {
  const text = await (await storage.blob(path)).text();
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new LoamError(
      { code: 'storage/damaged', what: 'This file is not JSON', where: path, remedy: 'Prepare or train again.' },
      { cause },
    );
  }
}

export async function writeText(storage: Storage, path: string, text: string): Promise<void> {
  const writer = await storage.create(path);
  try {
    await writer.write(new TextEncoder().encode(text));
    await writer.close();
  } catch (error) {
    await writer.abort();
    throw error;
  }
}
