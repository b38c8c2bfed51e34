/**
 * Names for stretches of a computation ("layer 3"), for profiles. A kernel's gradient runs under the scope that its forward call had.
 * `dispatching` is what the recording device writes beside each dispatch.
 */
export interface DispatchNote {
  readonly scope: string;
  /** Kernel name; empty for tfjs's own kernels. */
  readonly op: string;
  readonly flops: number;
  readonly phase: 'forward' | 'backward';
}

let scope = '';
let phase: DispatchNote['phase'] = 'forward';
let kernel: { readonly op: string; readonly flops: number } | undefined;

export function inScope<T>(name: string, run: () => T): T {
  return within({ scope: name, phase }, run);
}

export function currentScope(): { readonly scope: string; readonly phase: DispatchNote['phase'] } {
  return { scope, phase };
}

/** Runs under another scope and phase, and puts the present ones back. */
export function within<T>(next: { readonly scope: string; readonly phase: DispatchNote['phase'] }, run: () => T): T {
  const before = { scope, phase };
  ({ scope, phase } = next);
  try {
    return run();
  } finally {
    ({ scope, phase } = before);
  }
}

/** Called by our dispatches around the one dispatch they make. */
export function dispatching<T>(op: string, flops: number, run: () => T): T {
  kernel = { op, flops };
  try {
    return run();
  } finally {
    kernel = undefined;
  }
}

export function dispatchNote(): DispatchNote {
  return { scope, phase, op: kernel?.op ?? '', flops: kernel?.flops ?? 0 };
}
