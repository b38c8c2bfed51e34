import type { Remote } from 'comlink';
import { type ErrorReport, LoamError } from '@/base/errors';
import type { TrainApi, TrainEvents } from '@/workers/protocol';
import { createTrainClient, type TrainClient } from '@/workers/train.client';

type Opened = Awaited<ReturnType<TrainApi['open']>>;
interface Session {
  readonly client: TrainClient;
  /** Rejects when the worker dies: whoever waits for an answer gives up through it. */
  readonly death: Promise<never>;
  readonly opened: Promise<Opened>;
}

let session: Session | undefined;
let make = createTrainClient;

/** Tests put a client without a worker here. */
export function setTrainClientFactory(factory: typeof createTrainClient): void {
  make = factory;
  session = undefined;
}

/** Starts a worker and opens it. One that is there already is ended first. */
export function openTrainSession(
  events: TrainEvents,
  preferred: 'webgpu' | 'cpu',
  onFailure: (failure: ErrorReport) => void,
): Promise<Opened> {
  session?.client.terminate();
  let die: (error: LoamError) => void = () => {};
  const death = new Promise<never>((_, reject) => {
    die = reject;
  });
  // Somebody always listens, so that a death with nobody waiting is no unhandled rejection.
  death.catch(() => {});
  const client = make((failure) => {
    if (session?.client !== client) return;
    session = undefined;
    onFailure(failure);
    die(new LoamError(failure));
  });
  const opened = Promise.race([client.open(events, preferred), death]);
  session = { client, death, opened };
  return opened;
}

/** Ends a worker that answers no more. */
export function endTrainSession(): void {
  session?.client.terminate();
  session = undefined;
}

/** Calls the worker, or fails when it dies before it answers. */
export async function askTrainer<T>(call: (api: Remote<TrainApi>, client: TrainClient) => Promise<T>): Promise<T> {
  if (!session)
    throw new LoamError({
      code: 'worker/train-stopped',
      what: 'The worker that trains is not running',
      where: 'train worker',
      remedy: 'Restart the trainer.',
    });
  const { client, death, opened } = session;
  await opened;
  return Promise.race([call(client.api, client), death]);
}
