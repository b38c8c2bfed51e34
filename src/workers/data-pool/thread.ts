import type { ErrorReport } from '@/base/errors';
import type { WorkName } from '@/data/pool/work-pool';

/**
 * What goes to a thread of the pool. `settings`, `batch` and, on the way back, `result` are those of the work in `Works`: both ends are of one
 * build.
 */
export type ToThread =
  | { readonly kind: 'open'; readonly job: number; readonly name: WorkName; readonly settings: unknown }
  | { readonly kind: 'map'; readonly job: number; readonly batch: unknown; readonly id: number }
  | { readonly kind: 'close'; readonly job: number };

/** What comes back: one for every `map`, in order. */
export type FromThread =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: ErrorReport };

/** A thread as the pool sees it: a worker of the browser, or of Node. */
export interface Thread {
  post(message: ToThread): void;
  end(): void;
}

export interface ThreadEvents {
  message(message: FromThread): void;
  /** It is dead; nothing will come any more. */
  failure(what: string): void;
}

export type StartThread = (events: ThreadEvents) => Thread;
