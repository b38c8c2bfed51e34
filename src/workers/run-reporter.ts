import type { Metric } from '@/schema/metric';
import type { RunStatus } from '@/schema/run';
import type { TrainEvents } from './protocol';

/** Ten messages a second of each kind. */
const INTERVAL_MS = 100;

/** Collects what a run reports and sends it on at a pace that a screen can follow. Every metric is sent, and every change of phase at once. */
export class RunReporter {
  private metrics: Metric[] = [];
  private waiting: RunStatus | undefined;
  private phase = '';
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
    const { metrics, waiting } = this;
    this.metrics = [];
    this.waiting = undefined;
    if (metrics.length > 0) this.events.metrics(metrics);
    if (waiting) this.events.status(waiting);
  }

  private later(): void {
    this.timer ??= setTimeout(() => this.flush(), INTERVAL_MS);
  }
}
