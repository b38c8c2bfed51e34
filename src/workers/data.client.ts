import { proxy, type Remote } from 'comlink';
import type { DataApi, DataEvents, WorkerFailure } from './protocol';
import { watchWorker } from './watch-worker';

export interface DataClient {
  readonly api: Remote<DataApi>;
  /** Calls `open` on the worker; events come back through a comlink proxy. */
  open(events: DataEvents): ReturnType<DataApi['open']>;
  terminate(): void;
}

/** Starts a data worker; see `watchWorker` for `onFailure`. */
export function createDataClient(onFailure: (failure: WorkerFailure) => void): DataClient {
  const worker = new Worker(new URL('./data.worker.ts', import.meta.url), { type: 'module', name: 'data' });
  const { api, terminate } = watchWorker<DataApi>(
    worker,
    {
      code: 'worker/data-stopped',
      what: 'The worker that prepares data has stopped',
      where: 'data worker',
      remedy: 'Start it again: imported sources are kept in this browser.',
    },
    onFailure,
  );
  return { api, open: (events) => api.open(proxy(events)), terminate };
}
