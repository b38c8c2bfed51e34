import type { Remote } from 'comlink';
import type { ErrorReport } from '@/base/errors';
import { LoamError } from '@/base/errors';
import { createDataClient, type DataClient } from '@/workers/data.client';
import type { DataApi, DataEvents } from '@/workers/protocol';

type Opened = Awaited<ReturnType<DataApi['open']>>;
interface Session {
  readonly client: DataClient;
  /** Rejects when the worker dies: whoever waits for an answer gives up through it. */
  readonly death: Promise<never>;
  readonly opened: Promise<Opened>;
}

let session: Session | undefined;
let make = createDataClient;

/** Tests put a client without a worker here. */
export function setDataClientFactory(factory: typeof createDataClient): void {
  make = factory;
  session = undefined;
}

/** Starts the worker on first use; afterwards the same session until it fails. */
export function openSession(events: DataEvents, onFailure: (failure: ErrorReport) => void): Promise<Opened> {
  if (session) return session.opened;
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
  session = { client, death, opened: Promise.race([client.open(events), death]) };
  return session.opened;
}

/** Calls the worker, or fails when it dies before it answers. */
export async function ask<T>(call: (api: Remote<DataApi>) => Promise<T>): Promise<T> {
  if (!session)
    throw new LoamError({
      code: 'worker/data-stopped',
      what: 'The worker that prepares data is not running',
      where: 'data worker',
      remedy: 'Start it again.',
    });
  await session.opened;
  return Promise.race([call(session.client.api), session.death]);
}
