import { toReport } from '@/base/errors';
import { doers } from '@/data/pool/do-work';
import type { WorkName, Works } from '@/data/pool/work-pool';
import type { FromThread, ToThread } from './thread';

type Doer = (batch: unknown) => Promise<unknown>;

/** The thread's side of the pool: does what it is sent, one batch after the other. */
export function answerWith(post: (message: FromThread, transfer: ArrayBuffer[]) => void): (message: ToThread) => void {
  const jobs = new Map<number, Doer>();
  let queue: Promise<void> = Promise.resolve();
  const map = async ({ job, id, batch }: Extract<ToThread, { kind: 'map' }>) => {
    try {
      const doer = jobs.get(job);
      if (!doer) return; // closed meanwhile: nobody waits
      const result = await doer(batch);
      post(
        { id, result },
        result instanceof Uint32Array && result.buffer instanceof ArrayBuffer ? [result.buffer] : [],
      );
    } catch (error) {
      post({ id, error: toReport(error, 'data pool') }, []);
    }
  };
  return (message) => {
    if (message.kind === 'close') jobs.delete(message.job);
    else if (message.kind === 'open') jobs.set(message.job, doerOf(message.name, message.settings));
    else queue = queue.then(() => map(message));
  };
}

/** Only at the first batch, so that what is wrong with the settings is told as the answer to it. */
function doerOf<Name extends WorkName>(name: Name, settings: unknown): Doer {
  let doer: ((batch: Works[Name]['batch']) => Promise<Works[Name]['result']>) | undefined;
  return async (batch) => {
    // What the pool sent under this name: see `ToThread`.
    doer ??= doers[name](settings as Works[Name]['settings']);
    return doer(batch as Works[Name]['batch']);
  };
}
