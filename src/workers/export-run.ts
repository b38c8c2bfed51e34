import { LoamError } from '@/base/errors';
import type { Progress } from '@/base/progress';
import { exportModel } from '@/export/export-model';
import { writeZip } from '@/export/zip/write-zip';
import { parameterCount } from '@/ml/models/estimate';
import { summariseRun } from '@/ml/trainer/summarise-run';
import { runFiles } from '@/schema/checkpoint';
import type { DeviceReport } from '@/schema/device';
import type { Storage } from '@/storage/storage';
import type { LiveRun } from './live-run';

/** Writes the best weights and all that belongs to them as one zip into storage, and hands it out as a file on disk. */
export async function exportRun(
  storage: Storage,
  { store, config, corpus, resolved, end, phase }: LiveRun,
  device: DeviceReport,
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<File> {
  const weights = await store.loadBest();
  if (!weights)
    throw new LoamError({
      code: 'train/no-weights',
      what: 'This run has saved no weights',
      where: config.name,
      remedy: 'Train until the first evaluation.',
    });
  const metrics = await store.metrics();
  const parameters = [...weights].map(([name, { shape, data }]) => ({ name, shape, read: async () => data }));
  const files = await exportModel({
    config,
    dataset: corpus.dataset,
    tokenizer: corpus.tokenizer.file,
    parameters,
    metrics,
    device,
    results: summariseRun(metrics, end ?? phase, parameterCount(resolved.model, resolved.shape)),
    createdAt: new Date().toISOString(),
  });
  // Exact but for the small text files: weights are nearly all of it.
  const total = files.reduce((sum, file) => sum + (file.sizeBytes ?? 0), 0);
  const path = runFiles(store.manifest.runId).export;
  const writer = await storage.create(path);
  try {
    let done = 0;
    for await (const chunk of writeZip(files, { signal })) {
      signal.throwIfAborted();
      await writer.write(chunk);
      done += chunk.length;
      onProgress({ label: 'Writing the zip', done: Math.min(done, total), total, unit: 'bytes' });
    }
    await writer.close();
  } catch (error) {
    await writer.abort();
    throw error;
  }
  return new File([await storage.blob(path)], `${fileName(config.name)}.zip`, { type: 'application/zip' });
}

function fileName(name: string): string {
  return (
    name
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-+|-+$/g, '')
      .toLowerCase() || 'model'
  );
}
