import { readFileSync } from 'node:fs';
import type { Browser, Page } from '@playwright/test';

export interface Task {
  /** Milliseconds on the wall and on the processor. */
  readonly wallMs: number;
  readonly processorMs: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds on the wall and on the processor. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: {
    readonly name?: string;
    readonly data?: {
      readonly frames?: readonly { readonly isInPrimaryMainFrame: boolean; readonly processId: number }[];
    };
  };
}

const CATEGORIES = ['toplevel', 'disabled-by-default-devtools.timeline', 'devtools.timeline'];

/** Every task of the page's main thread while something is done, out of Chromium's own trace, which is kept at `path`. */
export async function mainThreadTasks(
  browser: Browser,
  page: Page,
  path: string,
  work: () => Promise<void>,
): Promise<Task[]> {
  await browser.startTracing(page, { path, categories: CATEGORIES });
  await work();
  await browser.stopTracing();
  const { traceEvents } = JSON.parse(readFileSync(path, 'utf8')) as { traceEvents: TraceEvent[] };
  const frames = traceEvents.flatMap(({ args }) => args?.data?.frames ?? []);
  const pid = frames.find(({ isInPrimaryMainFrame }) => isInPrimaryMainFrame)?.processId;
  const main = traceEvents.find((e) => e.pid === pid && e.name === 'thread_name' && e.args?.name === 'CrRendererMain');
  return traceEvents.flatMap(({ name, ph, pid, tid, dur, tdur }) =>
    // A task that was on when the trace began has no processor time.
    ph === 'X' &&
    pid === main?.pid &&
    tid === main.tid &&
    name === 'ThreadControllerImpl::RunTask' &&
    tdur !== undefined
      ? [{ wallMs: (dur ?? Number.NaN) / 1000, processorMs: tdur / 1000 }]
      : [],
  );
}

/** The longest, in words. */
export function longest(tasks: readonly Task[]): string {
  const by = (key: keyof Task) => tasks.toSorted((a, b) => b[key] - a[key])[0];
  const said = (task: Task | undefined) =>
    task ? `${task.wallMs.toFixed(1)} ms on the wall (${task.processorMs.toFixed(1)} of processor)` : 'none';
  return `${tasks.length} tasks, longest ${said(by('wallMs'))}; longest by processor ${said(by('processorMs'))}`;
}
