/** Thrown when the time is over. */
export class TookTooLong extends Error {}

/** Time for a row of promises, all together. */
export class Clock {
  private readonly end: number;
  private readonly timer: ReturnType<typeof setTimeout>;
  private readonly over: Promise<never>;

  constructor(private readonly ms: number) {
    this.end = performance.now() + ms;
    let fail = (_: Error): void => {};
    this.over = new Promise((_, reject) => {
      fail = reject;
    });
    // Nobody may be waiting when it is over.
    this.over.catch(() => {});
    this.timer = setTimeout(() => fail(this.error()), ms);
  }

  /** What the promise has to say, unless the time is over before. A row of promises that are always ready keeps the timer from its turn. */
  async race<T>(promise: Promise<T>): Promise<T> {
    const result = await Promise.race([promise, this.over]);
    if (performance.now() > this.end) throw this.error();
    return result;
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private error(): Error {
    return new TookTooLong(`took longer than ${this.ms} ms`);
  }
}
