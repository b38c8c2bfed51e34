import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Metric } from '@/schema/metric';
import type { RunStatus } from '@/schema/run';
import { RunReporter } from './run-reporter';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

const metric = (step: number): Metric => ({
  kind: 'step',
  step,
  loss: 1,
  gradientNorm: 1,
  learningRate: 1,
  tokensPerSecond: 1,
  seconds: 1,
});
const status = (step: number, phase: RunStatus['phase'] = 'running'): RunStatus => ({
  phase,
  runId: 'r',
  name: 'run',
  step,
  steps: 100,
  activity: '',
});

/** What was sent in a second of a run with a step every 10 ms. */
function second() {
  const said: string[] = [];
  const reporter = new RunReporter({
    metrics: (batch) => void said.push(`${batch.length} metrics`),
    status: ({ step, phase }) => void said.push(`${phase} ${step}`),
  });
  for (let step = 1; step <= 100; step++) {
    reporter.metric(metric(step));
    reporter.status(status(step));
    vi.advanceTimersByTime(10);
  }
  return { said, reporter };
}

test('ten batches of metrics and four statuses a second, every metric and the last status among them', () => {
  const { said } = second();
  vi.advanceTimersByTime(1000);
  const batches = said.filter((s) => s.endsWith('metrics'));
  const statuses = said.filter((s) => s.startsWith('running'));
  expect(batches.length).toBeLessThanOrEqual(11);
  expect(batches.reduce((sum, s) => sum + Number.parseInt(s, 10), 0)).toBe(100);
  expect(statuses.length).toBeLessThanOrEqual(5);
  expect(statuses.at(-1)).toBe('running 100');
});

test('a change of phase goes out at once, after the metrics that led to it', () => {
  const { said, reporter } = second();
  vi.advanceTimersByTime(1000);
  said.length = 0;
  reporter.metric(metric(101));
  reporter.status(status(101, 'finished'));
  expect(said).toEqual(['1 metrics', 'finished 101']);
  vi.advanceTimersByTime(1000);
  expect(said).toHaveLength(2);
});
