import type { Terminal } from './terminal';

/** Redraws at most this often. */
const INTERVAL_MS = 100;
const BAR_CELLS = 24;

/** One line at the bottom of a terminal that shows progress; elsewhere only what is logged appears. */
export class ProgressBar {
  private drawn = '';
  private drawnAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly terminal: Terminal,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** `total` 0: not known. `figures` stand behind the bar. */
  show(label: string, done: number, total: number, figures = ''): void {
    const { interactive, columns } = this.terminal;
    const finished = total > 0 && done >= total;
    if (!interactive || (this.now() - this.drawnAt < INTERVAL_MS && !finished)) return;
    this.drawnAt = this.now();
    const share = total > 0 ? Math.min(1, done / total) : 0;
    const filled = Math.round(share * BAR_CELLS);
    const bar =
      total > 0
        ? `${'█'.repeat(filled)}${'░'.repeat(BAR_CELLS - filled)} ${String(Math.floor(100 * share)).padStart(3)} %`
        : '';
    this.draw(
      [label, bar, figures]
        .filter(Boolean)
        .join('  ')
        .slice(0, Math.max(1, columns - 1)),
    );
  }

  /** A line that stays, above the bar. */
  log(line: string): void {
    const bar = this.drawn;
    this.draw('');
    this.terminal.err(`${line}\n`);
    this.draw(bar);
  }

  /** Takes the bar away. */
  end(): void {
    this.draw('');
    this.drawnAt = Number.NEGATIVE_INFINITY;
  }

  private draw(text: string): void {
    if (text === this.drawn) return;
    // Back to the first column, erase to the end of the line.
    this.terminal.err(`\r\x1b[K${text}`);
    this.drawn = text;
  }
}
