import type { Metric } from '@/schema/metric';
import type { RunStatus } from '@/schema/run';
import type { TrainEvents } from './protocol';

/** Ten batches of metrics a second are drawn as a line that grows. */
const METRICS_MS = 100;
/** A status is read as numbers, and digits that change faster cannot be read. */
const STATUS_MS = 250;

/** Collects what a run reports and sends it on at a pace that a screen can follow. Every metric is sent, and every change of phase at once. */
export class RunReporter {
  private metrics: Metric[] = [];
  private waiting: RunStatus | undefined;
  private phase = '';
  private statusAt = Number.NEGATIVE_INFINITY;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly events: TrainEvents) {}

  metric(metric: Metric): void {
    this.metrics.push(metric);
    this.later();
  }

  status(status: RunStatus): void {
    this.waiting = status;
    const phase = `${status.phase} ${status.activity} ${status.end ?? ''}`;
    if (phase === this.phase) this.later();
    else {
      this.phase = phase;
      this.flush();
    }
  }

  /** Sends what is waiting now: metrics first, so that a phase never is ahead of what led to it. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.sendMetrics();
    this.sendStatus();
  }

  private later(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.sendMetrics();
      if (performance.now() - this.statusAt >= STATUS_MS) this.sendStatus();
      if (this.waiting) this.later();
    }, METRICS_MS);
  }

  private sendMetrics(): void {
    const { metrics } = this;
    this.metrics = [];
    if (metrics.length > 0) this.events.metrics(metrics);
  }

  private sendStatus(): void {
    const { waiting } = this;
    this.waiting = undefined;
    if (!waiting) return;
    this.statusAt = performance.now();
    this.events.status(waiting);
  }
}
