import type { HostFigures } from '../execution/runner';
import { yieldToEvents } from './yield-to-events';

export interface StepResult {
  readonly step: number;
  readonly loss: number;
  readonly gradientNorm: number;
  readonly learningRate: number;
}

/**
 * Steps whose result has been asked for and not read yet. Waiting for each would leave the GPU idle between steps; never waiting would
 * queue without bound.
 */
export class StepsInFlight {
  private readonly pending: {
    readonly step: number;
    readonly learningRate: number;
    readonly result: Promise<StepResult>;
  }[] = [];

  constructor(private readonly most: number) {}

  add(step: number, learningRate: number, figures: Promise<HostFigures>): void {
    const result = figures.then(([loss, gradientNorm]) => ({ step, loss, gradientNorm, learningRate }));
    // Awaited later; a rejection before that must not count as unhandled.
    result.catch(() => {});
    this.pending.push({ step, learningRate, result });
  }

  get count(): number {
    return this.pending.length;
  }

  /** Yields the oldest results until at most `left` (default: one fewer than allowed) are in flight. */
  async *settle(left = this.most - 1): AsyncGenerator<StepResult> {
    while (this.pending.length > left) {
      const oldest = this.pending.shift();
      if (oldest) yield await oldest.result;
      await yieldToEvents();
    }
  }
}
