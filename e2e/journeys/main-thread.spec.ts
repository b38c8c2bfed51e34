import { readFileSync } from 'node:fs';
import { expect, startTinyRun, test } from './studio-test';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds on the wall and on the processor. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/**
 * Measured in processor time, from Chromium's own trace: the software adapter takes every core, so the wall time of a task says how long it
 * waited for one. Wall times are printed beside.
 */
test('while training, the main thread has no task over 50 ms', async ({ studio, page, browser }, info) => {
  await startTinyRun(studio, 2000);
  const path = info.outputPath('trace.json');
  const before = await studio.train.step();
  await browser.startTracing(page, {
    path,
    categories: ['toplevel', 'disabled-by-default-devtools.timeline', 'devtools.timeline'],
  });
  await expect.poll(() => studio.train.step(), { timeout: 90_000 }).toBeGreaterThan(before + 60);
  const steps = (await studio.train.step()) - before;
  await browser.stopTracing();

  const { traceEvents } = JSON.parse(readFileSync(path, 'utf8')) as { traceEvents: TraceEvent[] };
  const mains = traceEvents.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain');
  const tasks = traceEvents.filter(
    ({ name, ph, pid, tid, tdur }) =>
      // A task that was on when the trace began or ended has no processor time.
      tdur !== undefined &&
      ph === 'X' &&
      /RunTask$/.test(name) &&
      mains.some((main) => main.pid === pid && main.tid === tid),
  );
  const processorMs = tasks.map(({ tdur }) => (tdur ?? Number.NaN) / 1000);
  const wallMs = tasks.map(({ dur }) => (dur ?? 0) / 1000);
  const over = processorMs.filter((ms) => !(ms <= 50));
  console.log(
    `main thread over ${steps} steps: ${tasks.length} tasks, longest ${Math.max(...processorMs).toFixed(1)} ms of processor time ` +
      `(${Math.max(...wallMs).toFixed(1)} ms on the wall, ${wallMs.filter((ms) => ms > 50).length} over 50 ms there)`,
  );
  expect(tasks.length).toBeGreaterThan(100);
  expect(over).toEqual([]);
  await studio.train.button(/^stop/i).click();
  await studio.train.whenEnded();
});
