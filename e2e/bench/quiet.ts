import { spawn } from 'node:child_process';

/** How long others may be kept waiting at one time. */
const LONGEST_MS = 45_000;

/** Stops holding. */
type Release = () => void;

/**
 * Several people on one machine: with LOAM_BENCH_LOCK=FILE what is timed runs alone, under `flock -x FILE`, so that the others
 * (`flock -s FILE ...`) are stopped, but briefly; starting and compiling, which take long, run beside them. Without it, nobody waits.
 */
export async function beside<T>(work: () => Promise<T>): Promise<T> {
  const release = await acquire('-s');
  try {
    return await work();
  } finally {
    release();
  }
}

/** Pieces of work alone on the machine: the lock is kept from one to the next, and given up between two when it was held for long. */
export class Alone {
  private held: { readonly release: Release; readonly since: number } | undefined;

  async piece<T>(work: () => Promise<T>): Promise<T> {
    if (this.held && performance.now() - this.held.since > LONGEST_MS) this.end();
    this.held ??= { release: await acquire('-x'), since: performance.now() };
    return work();
  }

  end(): void {
    this.held?.release();
    this.held = undefined;
  }
}

async function acquire(mode: '-x' | '-s'): Promise<Release> {
  const file = process.env.LOAM_BENCH_LOCK;
  if (!file) return () => {};
  // Holds the lock until its standard input is closed, by us or by our end.
  const holder = spawn('flock', [mode, file, 'sh', '-c', 'echo held; cat'], { stdio: ['pipe', 'pipe', 'inherit'] });
  await new Promise<void>((resolve, reject) => {
    holder.stdout.once('data', () => resolve());
    holder.once('error', reject);
    holder.once('exit', () => reject(new Error(`no lock on ${file}`)));
  });
  return () => holder.stdin.end();
}
