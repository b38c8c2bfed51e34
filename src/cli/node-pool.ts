import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { herePool } from '@/data/pool/here-pool';
import type { WorkPool } from '@/data/pool/work-pool';
import type { FromThread, StartThread } from '@/workers/data-pool/thread';
import { ThreadPool, usualThreads } from '@/workers/data-pool/thread-pool';
import { UsageError } from './usage-error';

/** The command line's pool: LOAM_WORKERS threads where that is given (0: none), else what suits the machine. */
export function nodePool(wanted = process.env.LOAM_WORKERS, worthFrom?: number): WorkPool & { end(): void } {
  const threads = wanted === undefined || wanted === '' ? usualThreads(availableParallelism()) : Number(wanted);
  if (!Number.isInteger(threads) || threads < 0 || threads > 64)
    throw new UsageError('LOAM_WORKERS', `${wanted} is no number of threads`, 'Give a whole number from 0 to 64.');
  return threads === 0 ? { ...herePool, end: () => {} } : new ThreadPool(start, threads, worthFrom);
}

const start: StartThread = (events) => {
  const worker = new Worker(new URL('./node-pool-thread.mjs', import.meta.url), { execArgv: [] });
  worker.on('message', (message: FromThread) => events.message(message));
  worker.on('error', (error) => events.failure(error instanceof Error ? error.message : String(error)));
  worker.on('messageerror', () => events.failure('A message of the data pool could not be read'));
  return { post: (message) => worker.postMessage(message), end: () => void worker.terminate() };
};
