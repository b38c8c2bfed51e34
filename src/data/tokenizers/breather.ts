/**
 * Keeps long work cancellable: a worker only receives a cancel message when its event loop turns, so loops call `due` often and `breathe`
 * when it says so (at most every 40 ms, well inside the 50 ms that the interface promises).
 */
export class Breather {
  private readonly intervalMs = 40;
  private last = performance.now();

  constructor(readonly signal: AbortSignal) {}

  get due(): boolean {
    return performance.now() - this.last >= this.intervalMs;
  }

  /** Lets waiting messages in, then throws the signal's reason (an AbortError) if the work was cancelled. */
  async breathe(): Promise<void> {
    this.signal.throwIfAborted();
    await new Promise<void>((resolve) => setTimeout(resolve, 0));
    this.signal.throwIfAborted();
    this.last = performance.now();
  }

  async breatheIfDue(): Promise<void> {
    if (this.due) await this.breathe();
  }
}
