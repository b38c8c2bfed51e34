import { proxy, type Remote, wrap } from 'comlink';
import type { GenerateRequest, GenerateResult, TrainApi, TrainEvents, WorkerFailure } from './protocol';

export interface TrainClient {
  readonly api: Remote<TrainApi>;
  /** Calls `open` on the worker; events come back through a comlink proxy. */
  open(events: TrainEvents, preferred: 'webgpu' | 'cpu'): ReturnType<TrainApi['open']>;
  generate(request: GenerateRequest, onText: (text: string) => void): Promise<GenerateResult>;
  exportZip(onProgress: Parameters<TrainApi['exportZip']>[0]): Promise<File>;
  terminate(): void;
}

/**
 * Starts a train worker. `onFailure` is called once if it dies; calls that were waiting then never settle, so whoever waits must give up
 * there too.
 */
export function createTrainClient(onFailure: (failure: WorkerFailure) => void): TrainClient {
  const worker = new Worker(new URL('./train.worker.ts', import.meta.url), { type: 'module', name: 'train' });
  let failed = false;
  const fail = (what: string, where: string) => {
    if (failed) return;
    failed = true;
    worker.terminate();
    onFailure({
      code: 'worker/train-stopped',
      what,
      where,
      remedy: 'Restart the trainer: the run goes on from its last checkpoint.',
    });
  };
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    fail('The worker that trains has stopped', event.message || 'train worker');
  });
  worker.addEventListener('messageerror', () =>
    fail('A message from the train worker could not be read', 'train worker'),
  );
  const api = wrap<TrainApi>(worker);
  return {
    api,
    open: (events, preferred) => api.open(proxy(events), preferred),
    generate: (request, onText) => api.generate(request, proxy(onText)),
    exportZip: (onProgress) => api.exportZip(proxy(onProgress)),
    terminate: () => worker.terminate(),
  };
}
