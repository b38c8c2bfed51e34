import { type ErrorReport, LoamError } from '@/base/errors';
import type { Mapper, WorkName, WorkPool, Works } from '@/data/pool/work-pool';
import type { FromThread, StartThread, Thread } from './thread';

/** Batches that a thread has: one in work, and the next, so that it need not wait for it. */
const PER_THREAD = 2;
/** Threads without work are ended after so long: each holds some tens of megabytes. */
const IDLE_MS = 10_000;

interface Waiting {
  readonly job: number;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}
interface Running {
  readonly thread: Thread;
  readonly jobs: Set<number>;
  readonly waiting: Map<number, Waiting>;
}

/** Threads that are started when there is work, and end when there has been none for a while. */
export class ThreadPool implements WorkPool {
  private running: Running[] = [];
  private serial = 0;
  private readonly opened = new Set<number>();
  private idle: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly start: StartThread,
    private readonly count: number,
    readonly worthFrom = 1 << 22,
  ) {}

  open<Name extends WorkName>(
    name: Name,
    settings: Works[Name]['settings'],
  ): Mapper<Works[Name]['batch'], Works[Name]['result']> {
    const job = this.serial++;
    this.opened.add(job);
    clearTimeout(this.idle);
    return {
      width: this.count * PER_THREAD,
      map: (batch) => {
        const { thread, jobs, waiting } = this.leastBusy();
        if (!jobs.has(job)) thread.post({ kind: 'open', job, name, settings });
        jobs.add(job);
        return new Promise<Works[Name]['result']>((resolve, reject) => {
          const id = this.serial++;
          // What a thread answers to this work is its result: see `ToThread`.
          waiting.set(id, { job, reject, resolve: (result) => resolve(result as Works[Name]['result']) });
          thread.post({ kind: 'map', job, id, batch });
        });
      },
      close: () => this.close(job),
    };
  }

  /** Ends the threads; work under way fails. */
  end(why = 'The threads that prepare data were ended'): void {
    clearTimeout(this.idle);
    const ended = this.running;
    this.running = [];
    for (const { thread, waiting } of ended) {
      thread.end();
      for (const { reject } of waiting.values()) reject(new LoamError(stopped(why)));
    }
  }

  private close(job: number): void {
    for (const { thread, jobs, waiting } of this.running) {
      if (jobs.delete(job)) thread.post({ kind: 'close', job });
      for (const [id, one] of waiting) if (one.job === job) waiting.delete(id);
    }
    this.opened.delete(job);
    if (this.opened.size === 0) this.idle = setTimeout(() => this.end(), IDLE_MS);
  }

  private leastBusy(): Running {
    const free = this.running.find(({ waiting }) => waiting.size === 0);
    if (free) return free;
    if (this.running.length < this.count) return this.started();
    return this.running.reduce((least, one) => (one.waiting.size < least.waiting.size ? one : least));
  }

  private started(): Running {
    const waiting = new Map<number, Waiting>();
    const thread = this.start({
      message: (message) => answer(waiting, message),
      // One that is dead takes the others along: the work as a whole has failed, and starts afresh.
      failure: (what) => this.end(what),
    });
    const one = { thread, waiting, jobs: new Set<number>() };
    this.running.push(one);
    return one;
  }
}

function answer(waiting: Map<number, Waiting>, message: FromThread): void {
  const one = waiting.get(message.id);
  waiting.delete(message.id);
  if ('error' in message) one?.reject(new LoamError(message.error));
  else one?.resolve(message.result);
}

const stopped = (what: string): ErrorReport => ({
  code: 'worker/data-pool-stopped',
  what,
  where: 'data pool',
  remedy: 'Prepare again; imported sources are kept.',
});

/** One thread a core beside the one that hands out the work; no more than six, which that one can just feed. */
export const usualThreads = (cores: number): number => Math.min(6, Math.max(1, cores - 1));
