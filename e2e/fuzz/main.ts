/**
 * Hostile data, the long way: `npx tsx e2e/fuzz/main.ts [files, 10000] [seed]` imports that many fuzzed files in child processes and fails when one
 * of them ends a process, takes more than 10 s of its processor, takes more than 500 MB of memory, or ends in neither a result nor an error that names the file.
 * A failure is seen again with `npx tsx e2e/fuzz/child.ts SEED INDEX INDEX+1`. The suite does the same with fewer files (fuzz.test.ts).
 */
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Told } from './child';

const MOST_MS = 10_000;
const MOST_HEAP_MB = 500;
const MOST_MEMORY_MB = 500;
const child = fileURLToPath(new URL('./child.ts', import.meta.url));

interface Tally {
  files: number;
  slowestMs: number;
  slowest: string;
  /** Of the whole process, over what it took when the first file began. */
  mostMemoryMb: number;
  readonly faults: string[];
}

/** Resident megabytes of a process and the most it ever had; where the system does not say, nothing. */
function memoryMb(pid: number | undefined): { now: number; most: number } {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const of = (field: string) => Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024;
    return { now: of('VmRSS'), most: of('VmHWM') };
  } catch {
    return { now: 0, most: 0 };
  }
}

/** Processor seconds of a process; where the system does not say, undefined. */
function processorSeconds(pid: number | undefined): number | undefined {
  try {
    // After the name in brackets, which may hold blanks: utime and stime are the 12th and 13th field, in hundredths (proc(5)).
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return undefined;
  }
}

/** Runs a stretch in one process; returns the index after the last file that it got through or that ended it. */
function stretch(seed: number, from: number, to: number, tally: Tally): Promise<number> {
  return new Promise((resolve, reject) => {
    const worker = fork(child, [String(seed), String(from), String(to)], {
      execArgv: ['--import', 'tsx', `--max-old-space-size=${MOST_HEAP_MB}`],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let next = from;
    let story = '';
    let hung = false;
    let before = 0;
    let last = '';
    let timer: ReturnType<typeof setInterval> | undefined;
    worker.stderr?.on('data', (text) => {
      last = String(text).slice(-600);
    });
    worker.on('message', (told: Told) => {
      clearInterval(timer);
      if ('begin' in told) {
        ({ story } = told);
        if (before === 0) before = memoryMb(worker.pid).now;
        const begun = performance.now();
        const spent = processorSeconds(worker.pid);
        timer = setInterval(() => {
          const now = processorSeconds(worker.pid);
          // Of its own time: on a busy machine the clock says nothing. A process that waits for what never comes spends none.
          const ms = spent === undefined || now === undefined ? performance.now() - begun : 1000 * (now - spent);
          hung = ms > MOST_MS || performance.now() - begun > 10 * MOST_MS;
          if (hung) worker.kill('SIGKILL');
        }, 250);
        return;
      }
      next = told.end + 1;
      tally.files++;
      if (told.ms > tally.slowestMs) [tally.slowestMs, tally.slowest] = [told.ms, `${told.end}, ${story}`];
      if (told.fault) tally.faults.push(`${told.end}, ${story}: ${told.fault}`);
      const memory = memoryMb(worker.pid).most - before;
      if (memory > tally.mostMemoryMb) tally.mostMemoryMb = memory;
      if (memory > MOST_MEMORY_MB) {
        tally.faults.push(`${told.end}, ${story}: the process took ${Math.round(memory)} MB more`);
        worker.kill('SIGKILL');
      }
    });
    worker.on('close', (code, signal) => {
      clearInterval(timer);
      if (story === '') return reject(new Error(`the process that imports did not start:\n${last}`));
      if (hung) tally.faults.push(`${next}, ${story}: took more than ${MOST_MS / 1000} s`);
      else if (code !== 0 && !signal) tally.faults.push(`${next}, ${story}: ended the process (${code})\n${last}`);
      const ended = hung || (code !== 0 && !signal);
      resolve(ended ? next + 1 : next);
    });
  });
}

async function main(): Promise<void> {
  const [files = 10_000, seed = 20261201] = process.argv.slice(2).map(Number);
  const tally: Tally = { files: 0, slowestMs: 0, slowest: '', mostMemoryMb: 0, faults: [] };
  const start = performance.now();
  for (let at = 0; at < files; ) {
    const known = tally.faults.length;
    at = await stretch(seed, at, Math.min(files, at + 2500), tally);
    for (const fault of tally.faults.slice(known)) console.log(fault);
    console.log(
      `${at} of ${files}, ${tally.faults.length} faults, slowest ${Math.round(tally.slowestMs)} ms (${tally.slowest})`,
    );
  }
  const { faults, slowestMs, mostMemoryMb } = tally;
  const seconds = (performance.now() - start) / 1000;
  console.log(
    JSON.stringify({
      files,
      seed,
      faults: faults.length,
      slowestMs: Math.round(slowestMs),
      mostMemoryMb: Math.round(mostMemoryMb),
      seconds: Math.round(seconds),
    }),
  );
  process.exitCode = faults.length > 0 ? 1 : 0;
}

await main();
