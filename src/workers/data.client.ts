import { proxy, type Remote, wrap } from 'comlink';
import type { DataApi, DataEvents, WorkerFailure } from './protocol';

export interface DataClient {
  readonly api: Remote<DataApi>;
  /** Calls `open` on the worker; events come back through a comlink proxy. */
  open(events: DataEvents): ReturnType<DataApi['open']>;
  terminate(): void;
}

/**
 * Starts a data worker. `onFailure` is called once if it dies; calls that were waiting then never settle, so whoever waits must give up
 * there too.
 */
export function createDataClient(onFailure: (failure: WorkerFailure) => void): DataClient {
  const worker = new Worker(new URL('./data.worker.ts', import.meta.url), { type: 'module', name: 'data' });
  let failed = false;
  const fail = (what: string, where: string) => {
    if (failed) return;
    failed = true;
    worker.terminate();
    onFailure({
      code: 'worker/data-stopped',
      what,
      where,
      remedy: 'Start it again: imported sources are kept in this browser.',
    });
  };
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    fail('The worker that prepares data has stopped', event.message || 'data worker');
  });
  worker.addEventListener('messageerror', () =>
    fail('A message from the data worker could not be read', 'data worker'),
  );
  const api = wrap<DataApi>(worker);
  return {
    api,
    open: (events) => api.open(proxy(events)),
    terminate: () => worker.terminate(),
  };
}
