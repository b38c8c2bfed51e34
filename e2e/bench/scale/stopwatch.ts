/** What one stage took, and the longest time in it for which no message could come in: cancelling waits so long at most. */
export interface StageTime {
  readonly stage: string;
  seconds: number;
  longestGapMs: number;
}

/** Sampled this often, where the work lets a timer through. */
const EVERY_MS = 5;

/** Times the stages of a work by the labels of its progress, and samples memory meanwhile. */
export class Stopwatch {
  readonly stages: StageTime[] = [];
  /** JavaScript's objects, and those with the memory of typed arrays. */
  peakHeapBytes = 0;
  peakTotalBytes = 0;
  private begun = performance.now();
  private turned = performance.now();
  private samples = 0;
  private readonly timer = setInterval(() => this.turn(), EVERY_MS);

  get stage(): string {
    return this.stages.at(-1)?.stage ?? '';
  }

  enter(stage: string): void {
    if (stage === this.stage) return;
    this.close();
    const known = this.stages.find((one) => one.stage === stage);
    if (known) this.stages.splice(this.stages.indexOf(known), 1);
    this.stages.push(known ?? { stage, seconds: 0, longestGapMs: 0 });
  }

  end(): void {
    this.turn();
    this.close();
    clearInterval(this.timer);
  }

  private close(): void {
    const now = performance.now();
    const last = this.stages.at(-1);
    if (last) last.seconds += (now - this.begun) / 1000;
    this.begun = now;
  }

  private turn(): void {
    const now = performance.now();
    const last = this.stages.at(-1);
    if (last) last.longestGapMs = Math.max(last.longestGapMs, now - this.turned - EVERY_MS);
    this.turned = now;
    if (this.samples++ % 10 !== 0) return;
    const { heapUsed, external } = process.memoryUsage();
    this.peakHeapBytes = Math.max(this.peakHeapBytes, heapUsed);
    this.peakTotalBytes = Math.max(this.peakTotalBytes, heapUsed + external);
  }
}
