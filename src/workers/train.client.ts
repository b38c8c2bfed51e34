import { proxy, type Remote } from 'comlink';
import type { GenerateRequest, GenerateResult, TrainApi, TrainEvents, WorkerFailure } from './protocol';
import { watchWorker } from './watch-worker';

export interface TrainClient {
  readonly api: Remote<TrainApi>;
  /** Calls `open` on the worker; events come back through a comlink proxy. */
  open(events: TrainEvents, preferred: 'webgpu' | 'cpu'): ReturnType<TrainApi['open']>;
  generate(request: GenerateRequest, onText: (text: string) => void): Promise<GenerateResult>;
  profile(...args: Parameters<TrainApi['profile']>): ReturnType<TrainApi['profile']>;
  exportZip(onProgress: Parameters<TrainApi['exportZip']>[0]): Promise<File>;
  terminate(): void;
}

/** Starts a train worker; see `watchWorker` for `onFailure`. */
export function createTrainClient(onFailure: (failure: WorkerFailure) => void): TrainClient {
  const worker = new Worker(new URL('./train.worker.ts', import.meta.url), { type: 'module', name: 'train' });
  const { api, terminate } = watchWorker<TrainApi>(
    worker,
    {
      code: 'worker/train-stopped',
      what: 'The worker that trains has stopped',
      where: 'train worker',
      remedy: 'Restart the trainer: the run goes on from its last checkpoint.',
    },
    onFailure,
  );
  return {
    api,
    open: (events, preferred) => api.open(proxy(events), preferred),
    generate: (request, onText) => api.generate(request, proxy(onText)),
    profile: (config, vocabularySize, onProgress) => api.profile(config, vocabularySize, proxy(onProgress)),
    exportZip: (onProgress) => api.exportZip(proxy(onProgress)),
    terminate,
  };
}
