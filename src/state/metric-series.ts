import type { Metric, NoteMetric, SampleMetric } from '@/schema/metric';
import { Columns } from './metric-series-columns';
import { atRows, downsample, type Thinned, thinRows } from './metric-series-downsample';
import { Smoothing } from './metric-series-smoothing';

export type StepColumn = 'loss' | 'gradientNorm' | 'learningRate' | 'tokensPerSecond' | 'seconds';
export type EvaluationColumn = 'loss' | 'perplexity' | 'bitsPerByte' | 'best';

/** Everything measured at one step, or last before it. NaN where nothing was. Losses in nats per token. */
export interface Reading {
  readonly step: number;
  readonly training: number;
  readonly smoothed: number;
  readonly validation: number;
  readonly perplexity: number;
  readonly bitsPerByte: number;
  readonly learningRate: number;
  readonly gradientNorm: number;
  readonly tokensPerSecond: number;
  readonly seconds: number;
}

/** Ten redraws a second are as many as anybody sees. */
const NOTIFY_MS = 100;

/** What a run reported, in typed arrays outside every store: a hundred thousand steps are appended without React hearing of each. */
export class MetricSeries {
  readonly steps = new Columns<StepColumn>(['loss', 'gradientNorm', 'learningRate', 'tokensPerSecond', 'seconds']);
  readonly evaluations = new Columns<EvaluationColumn>(['loss', 'perplexity', 'bitsPerByte', 'best']);
  /** Replaced, never changed in place: React compares them. */
  samples: readonly SampleMetric[] = [];
  notes: readonly NoteMetric[] = [];
  /** Grows with every change. */
  version = 0;
  private readonly smoothing = new Smoothing();
  private weight = 0.9;
  private readonly listeners = new Set<Listener>();

  append(batch: readonly Metric[]): void {
    if (batch.length === 0) return;
    const samples: SampleMetric[] = [];
    const notes: NoteMetric[] = [];
    for (const metric of batch) {
      if (metric.kind === 'step') {
        const last = this.steps.length;
        this.steps.append(metric);
        if (this.steps.length <= last) this.smoothing.forgetFrom(this.steps.length - 1);
      } else if (metric.kind === 'evaluation') this.evaluations.append({ ...metric, best: metric.best ? 1 : 0 });
      else if (metric.kind === 'sample') samples.push(metric);
      else notes.push(metric);
    }
    if (samples.length > 0) this.samples = inOrder([...this.samples, ...samples]);
    if (notes.length > 0) this.notes = [...this.notes, ...notes];
    this.changed();
  }

  reset(): void {
    this.steps.clear();
    this.evaluations.clear();
    this.smoothing.forgetFrom(0);
    this.samples = [];
    this.notes = [];
    this.changed();
  }

  /** Calls back at most once in `everyMs`, at least 100 ms: at once after a silence, later with what came meanwhile. */
  subscribe(listener: () => void, everyMs = NOTIFY_MS): () => void {
    const entry = new Listener(listener, Math.max(NOTIFY_MS, everyMs));
    this.listeners.add(entry);
    return () => {
      this.listeners.delete(entry);
      entry.stop();
    };
  }

  get lastStep(): number {
    const { steps, evaluations } = this;
    return Math.max(
      steps.length > 0 ? steps.value('step', steps.length - 1) : 0,
      evaluations.length > 0 ? evaluations.value('step', evaluations.length - 1) : 0,
    );
  }

  /** About `points` points of a per-step column between two steps, both included. */
  range(column: StepColumn, from = 0, to = Number.POSITIVE_INFINITY, points = 800): Thinned {
    const { steps } = this;
    return downsample(
      steps.column('step'),
      steps.column(column),
      steps.firstFrom(from),
      steps.lastUpTo(to) + 1,
      points,
    );
  }

  /** Weight of the past in the smoothed training loss, in [0, 1); 0 shows it as it is. */
  get smoothingWeight(): number {
    return this.weight;
  }

  set smoothingWeight(weight: number) {
    this.weight = Math.min(0.999, Math.max(0, weight));
    this.changed();
  }

  /** The smoothed training loss. */
  smoothed(from = 0, to = Number.POSITIVE_INFINITY, points = 800): Thinned {
    const { steps } = this;
    const values = this.smoothing.of(steps.column('loss'), this.weight);
    return downsample(steps.column('step'), values, steps.firstFrom(from), steps.lastUpTo(to) + 1, points);
  }

  /** The training loss with its extremes and, at the same steps, smoothed: two lines for the points of one. */
  losses(points = 800): { readonly raw: Thinned; readonly smoothed: Thinned } {
    const { steps } = this;
    const loss = steps.column('loss');
    const rows = thinRows(loss, 0, steps.length, points);
    const at = atRows(rows, steps.column('step'));
    return {
      raw: { steps: at, values: atRows(rows, loss) },
      smoothed: { steps: at, values: atRows(rows, this.smoothing.of(loss, this.weight)) },
    };
  }

  evaluationRange(column: EvaluationColumn, from = 0, to = Number.POSITIVE_INFINITY, points = 400): Thinned {
    const { evaluations: e } = this;
    return downsample(e.column('step'), e.column(column), e.firstFrom(from), e.lastUpTo(to) + 1, points);
  }

  /** What was measured nearest to a step (of evaluations: last up to it); without one, last. */
  at(step: number = Number.POSITIVE_INFINITY): Reading {
    const { steps, evaluations } = this;
    const row = steps.nearest(step);
    const evaluated = evaluations.lastUpTo(step);
    const known =
      row >= 0 ? steps.value('step', row) : evaluated >= 0 ? evaluations.value('step', evaluated) : Number.NaN;
    return {
      step: known,
      training: steps.value('loss', row),
      smoothed: this.smoothing.of(steps.column('loss'), this.weight)[row] ?? Number.NaN,
      validation: evaluations.value('loss', evaluated),
      perplexity: evaluations.value('perplexity', evaluated),
      bitsPerByte: evaluations.value('bitsPerByte', evaluated),
      learningRate: steps.value('learningRate', row),
      gradientNorm: steps.value('gradientNorm', row),
      tokensPerSecond: steps.value('tokensPerSecond', row),
      seconds: steps.value('seconds', row),
    };
  }

  private changed(): void {
    this.version++;
    for (const listener of this.listeners) listener.tell();
  }
}

class Listener {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private last = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly call: () => void,
    private readonly everyMs: number,
  ) {}

  tell(): void {
    if (this.timer !== undefined) return;
    // Always in a task of its own: charts that share a series do not redraw in one long task.
    this.timer = setTimeout(
      () => {
        this.timer = undefined;
        this.last = performance.now();
        this.call();
      },
      Math.max(0, this.last + this.everyMs - performance.now()),
    );
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}

/** One sample a step, the newer one, by step. */
function inOrder(samples: readonly SampleMetric[]): readonly SampleMetric[] {
  return [...new Map(samples.map((sample) => [sample.step, sample])).values()].sort((a, b) => a.step - b.step);
}

/** The run on the screen; there is one at a time. */
export const metricSeries = new MetricSeries();
