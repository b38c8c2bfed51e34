import { proxy } from 'comlink';
import { LoamError } from '@/base/errors';
import type { OnProgress } from '@/base/progress';
import type { DoorApi, FetchedFile } from './protocol';
import { watchWorker } from './watch-worker';

/**
 * Fetches one file, for which a person has said yes, in a worker that lives no longer. Rejects with LoamError `fetch/...`, or with the signal's
 * reason: the connection ends with the worker.
 */
export function fetchThroughDoor(address: string, onProgress: OnProgress, signal: AbortSignal): Promise<FetchedFile> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const worker = new Worker(new URL('./door.worker.ts', import.meta.url), { type: 'module', name: 'door' });
    const obituary = {
      code: 'worker/door-stopped',
      what: 'The worker that fetches files has stopped',
      where: 'door worker',
      remedy: 'Try again, or download the file and drop it here.',
    };
    const { api, terminate } = watchWorker<DoorApi>(worker, obituary, (failure) => reject(new LoamError(failure)));
    signal.addEventListener('abort', () => {
      terminate();
      reject(signal.reason);
    });
    api.fetchFile(address, proxy(onProgress)).then(resolve, reject).finally(terminate);
  });
}
