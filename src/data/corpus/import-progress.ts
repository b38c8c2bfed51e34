import type { OnProgress } from '@/base/progress';

/** Counts the bytes of what was dropped, not of what is in it. Every file is read twice: once to judge it, once to keep it. */
export class ImportProgress {
  private path = '';
  private before = 0;
  private size = 0;
  private readBytes = 0;

  constructor(
    private readonly totalBytes: number,
    private readonly onProgress: OnProgress,
  ) {}

  begin(path: string, sizeBytes: number): void {
    this.path = path;
    this.size = sizeBytes;
    this.readBytes = 0;
    this.tell(0);
  }

  read(bytes: number): void {
    this.readBytes += bytes;
    this.tell(Math.min(this.size, this.readBytes / 2));
  }

  end(): void {
    this.tell(this.size);
    this.before += this.size;
  }

  private tell(ofFile: number): void {
    const done = Math.round(this.before + ofFile);
    this.onProgress({ label: `Reading ${this.path}`, done, total: this.totalBytes, unit: 'bytes' });
  }
}
