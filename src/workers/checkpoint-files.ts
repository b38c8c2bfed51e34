import { readSafetensors } from '@/export/safetensors/read-safetensors';
import { writeSafetensors } from '@/export/safetensors/write-safetensors';
import type { HostTensor, HostTensors } from '@/ml/execution/weights';
import type { Snapshot } from '@/ml/trainer/checkpoints';
import type { Storage } from '@/storage/storage';

/** Optimizer state shares a file with the weights under this prefix, which no model's parameter begins with. */
const STATE = 'optimizer/';

/** Replaces the file only when all of it has been written. */
export async function writeTensors(
  storage: Storage,
  path: string,
  tensors: HostTensors,
  metadata: Readonly<Record<string, string>>,
): Promise<void> {
  const writer = await storage.create(path);
  try {
    const sources = [...tensors].map(([name, { shape, data }]) => ({ name, shape, read: async () => data }));
    for await (const piece of writeSafetensors(sources, { format: 'pt', ...metadata })) await writer.write(piece);
    await writer.close();
  } catch (error) {
    await writer.abort();
    throw error;
  }
}

export async function readTensors(storage: Storage, path: string) {
  const file = await readSafetensors(await storage.blob(path), path);
  const tensors = new Map<string, HostTensor>();
  for (const [name, stored] of file.tensors) tensors.set(name, { shape: stored.shape, data: await stored.read() });
  return { metadata: file.metadata, tensors };
}

/** A snapshot in one file: tensors, and its numbers as metadata, so that the two cannot fall apart in a crash. */
export async function writeSnapshot(storage: Storage, path: string, snapshot: Snapshot): Promise<void> {
  const { weights, optimizer, ...numbers } = snapshot;
  const state = [...optimizer].map(([name, tensor]) => [`${STATE}${name}`, tensor] as const);
  await writeTensors(storage, path, new Map([...weights, ...state]), { loam: JSON.stringify(numbers) });
}

export async function readSnapshot(storage: Storage, path: string): Promise<Snapshot> {
  const { metadata, tensors } = await readTensors(storage, path);
  // Written by `writeSnapshot` and checked by nobody else: the file's own reader has refused damage already.
  const numbers: Omit<Snapshot, 'weights' | 'optimizer'> = JSON.parse(metadata.get('loam') ?? '');
  const weights = new Map<string, HostTensor>();
  const optimizer = new Map<string, HostTensor>();
  for (const [name, tensor] of tensors)
    if (name.startsWith(STATE)) optimizer.set(name.slice(STATE.length), tensor);
    else weights.set(name, tensor);
  return { ...numbers, weights, optimizer };
}
