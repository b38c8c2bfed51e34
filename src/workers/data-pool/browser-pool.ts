import { herePool } from '@/data/pool/here-pool';
import type { WorkPool } from '@/data/pool/work-pool';
import type { FromThread, StartThread } from './thread';
import { ThreadPool, usualThreads } from './thread-pool';

/** The pool of the data worker: workers that a worker starts, where a browser lets it. */
export const browserPool = (): WorkPool =>
  typeof Worker === 'undefined' ? herePool : new ThreadPool(start, usualThreads(navigator.hardwareConcurrency));

const start: StartThread = (events) => {
  const worker = new Worker(new URL('../data-pool.worker.ts', import.meta.url), { type: 'module', name: 'data pool' });
  worker.addEventListener('message', ({ data }: MessageEvent<FromThread>) => events.message(data));
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    events.failure(event.message || 'A thread that prepares data has stopped');
  });
  worker.addEventListener('messageerror', () => events.failure('A message of the data pool could not be read'));
  return { post: (message) => worker.postMessage(message), end: () => worker.terminate() };
};
