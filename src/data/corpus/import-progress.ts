import type { OnProgress } from '@/base/progress';

/** Counts the bytes of what was dropped, not of what is in it. A file is read once, or, where `again` says so, twice more: to judge it and to keep it. */
export class ImportProgress {
  private path = '';
  private before = 0;
  private size = 0;
  private told = 0;
  /** Of the file, what was told when the passes began that are being counted. */
  private begun = 0;
  private passes = 1;
  private readBytes = 0;

  constructor(
    private readonly totalBytes: number,
    private readonly onProgress: OnProgress,
  ) {}

  begin(path: string, sizeBytes: number): void {
    this.path = path;
    this.size = sizeBytes;
    this.count(0, 1);
    this.tell(0);
  }

  read(bytes: number): void {
    this.readBytes += bytes;
    const share = Math.min(1, this.readBytes / Math.max(1, this.size * this.passes));
    this.tell(this.begun + (this.size - this.begun) * share);
  }

  /** What was read was in vain: it is read twice more. */
  again(): void {
    this.count(this.told, 2);
  }

  end(): void {
    this.tell(this.size);
    this.before += this.size;
  }

  private count(begun: number, passes: number): void {
    this.begun = begun;
    this.passes = passes;
    this.readBytes = 0;
  }

  private tell(ofFile: number): void {
    this.told = ofFile;
    const done = Math.round(this.before + ofFile);
    this.onProgress({ label: `Reading ${this.path}`, done, total: this.totalBytes, unit: 'bytes' });
  }
}
