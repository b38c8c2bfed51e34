import { type Remote, wrap } from 'comlink';
import type { WorkerFailure } from './protocol';

/** What is said when a worker dies. */
interface Obituary {
  readonly code: string;
  /** "The worker that trains has stopped". */
  readonly what: string;
  /** The worker's name: "train worker". */
  readonly where: string;
  readonly remedy: string;
}

/**
 * A worker's calls, and word of its death: `onFailure` is called once, the worker is ended, and calls that were waiting never settle, so whoever
 * waits must give up there too.
 */
export function watchWorker<Api>(
  worker: Worker,
  obituary: Obituary,
  onFailure: (failure: WorkerFailure) => void,
): { readonly api: Remote<Api>; terminate(): void } {
  let failed = false;
  const fail = (told: Partial<Obituary>) => {
    if (failed) return;
    failed = true;
    worker.terminate();
    onFailure({ ...obituary, ...told });
  };
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    fail(event.message ? { where: event.message } : {});
  });
  worker.addEventListener('messageerror', () =>
    fail({ what: `A message from the ${obituary.where} could not be read` }),
  );
  return { api: wrap<Api>(worker), terminate: () => worker.terminate() };
}
