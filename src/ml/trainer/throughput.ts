/** Tokens a second over the last steps, evaluations and pauses left out, and the seconds spent training altogether. */
export class Throughput {
  private readonly recent: { readonly tokens: number; readonly seconds: number }[] = [];
  private mark = 0;
  private startedAt: number | undefined;
  private before: number;

  constructor(
    seconds: number,
    private readonly now: () => number = () => performance.now() / 1000,
  ) {
    this.before = seconds;
  }

  /** Training starts or goes on. */
  start(): void {
    this.startedAt = this.now();
    this.mark = this.startedAt;
  }

  /** Training pauses or ends. */
  stop(): void {
    this.before = this.seconds;
    this.startedAt = undefined;
  }

  /** The time since the last step or skip was not a step's. */
  skip(): void {
    this.mark = this.now();
  }

  stepDone(tokens: number): void {
    const now = this.now();
    this.recent.push({ tokens, seconds: now - this.mark });
    this.mark = now;
    if (this.recent.length > 20) this.recent.shift();
  }

  get seconds(): number {
    return this.before + (this.startedAt === undefined ? 0 : this.now() - this.startedAt);
  }

  /** The first step, which compiles, counts only as long as it is the only one. */
  get tokensPerSecond(): number {
    const counted = this.recent.length > 1 && this.recent.length < 20 ? this.recent.slice(1) : this.recent;
    const seconds = counted.reduce((sum, one) => sum + one.seconds, 0);
    return seconds > 0 ? counted.reduce((sum, one) => sum + one.tokens, 0) / seconds : 0;
  }
}
