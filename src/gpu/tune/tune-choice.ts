import { median } from '@/base/median';
import { guarded } from '../guarded';
import type { Choice } from '../tuning';
import { agreeing, difference, type Sample } from './agree';
import { type Candidate, recordCandidate } from './candidate';
import type { MadeUp, MakeBelieve } from './made-up';
import type { Purse } from './purse';
import { check, compileAll, costOf, messageOf, PASSES, SUBMIT_MS, time } from './trial';

export interface TrialReport {
  readonly candidate: unknown;
  /** Median of one run, the submit's own time taken off. Absent where it was not run. */
  readonly ms?: number;
  /** Why it was not considered: it does not compile, the driver refuses it, or its results differ. */
  readonly rejected?: string;
}
export interface ChoiceReport {
  readonly key: string;
  /** Absent where nothing was decided. */
  readonly chosen?: unknown;
  /** Why nothing was decided. */
  readonly open?: string;
  readonly trials: readonly TrialReport[];
}

export interface Bench {
  readonly device: GPUDevice;
  readonly adapterInfo: GPUAdapterInfo;
  readonly inputs: MakeBelieve;
  readonly spent: Purse;
  readonly latencyMs: number;
  readonly signal?: AbortSignal;
}

/** Another candidate must beat the first by so much: less is noise, and every change of a kernel changes a run's bits. */
const WORTH = 0.97;
/** What takes so much longer than the fastest in its first run is not timed again. */
const HOPELESS = 3;

interface Trial {
  readonly candidate: unknown;
  recorded?: Candidate;
  samples?: readonly Sample[];
  onceMs: number;
  readonly times: number[];
  rejected?: string;
}

/** Runs, checks and times the candidates of one choice. Nothing is decided when there is no time or no candidate works. */
export async function tuneChoice(choice: Choice<unknown>, bench: Bench): Promise<ChoiceReport> {
  const { device, inputs, spent } = bench;
  const { key } = choice;
  const trials: Trial[] = choice.candidates.map((candidate) => ({ candidate, onceMs: 0, times: [] }));
  const leftOpen = (open: string): ChoiceReport => ({ key, open, trials: trials.map(reportOf) });
  if (spent.leftMs <= 0) return leftOpen(NO_TIME);
  let made: MadeUp | undefined;
  try {
    made = await guarded(device, async () => inputs.make(choice.workload()));
    // The first alone: training needs its shader anyway, and it says whether there is time for the others.
    await tryOut(choice, trials.slice(0, 1), made, bench);
    if (trials.length * costOf(trials[0]?.onceMs ?? 0, bench.latencyMs) > spent.leftMs) return leftOpen(NO_TIME);
    await tryOut(choice, trials.slice(1), made, bench);
    rejectTheOdd(able(trials));
    await timeInTurn(able(trials), made, bench);
  } finally {
    made?.dispose();
  }
  const [first] = trials;
  const [best] = able(trials).sort((a, b) => msOf(a) - msOf(b));
  if (!best || !first) return leftOpen('no candidate works');
  const keepFirst = first.rejected === undefined && msOf(best) > WORTH * msOf(first);
  return { key, chosen: (keepFirst ? first : best).candidate, trials: trials.map(reportOf) };
}

/** Records, compiles (all in parallel) and runs some candidates; marks those that do not work. */
async function tryOut(choice: Choice<unknown>, trials: readonly Trial[], made: MadeUp, bench: Bench): Promise<void> {
  const { device, adapterInfo, spent, latencyMs, signal } = bench;
  for (const trial of trials)
    await attempt(trial, async () => {
      trial.recorded = await recordCandidate(device, adapterInfo, choice, trial.candidate);
    });
  const recorded = trials.flatMap((trial) => (trial.recorded ? [{ trial, ran: trial.recorded }] : []));
  const failures = await compileAll(
    device,
    recorded.map(({ ran }) => ran.checked),
  );
  for (const [i, { trial, ran }] of recorded.entries()) {
    signal?.throwIfAborted();
    const failure = failures[i];
    if (failure !== undefined) trial.rejected = failure;
    else
      await attempt(trial, async () => {
        const { samples, ms } = await guarded(device, () => check(device, ran, made, spent));
        trial.samples = samples;
        trial.onceMs = Math.max(0, ms - latencyMs);
      });
  }
}

async function timeInTurn(trials: readonly Trial[], made: MadeUp, bench: Bench): Promise<void> {
  const { device, spent, latencyMs, signal } = bench;
  const fastest = Math.min(...trials.map(({ onceMs }) => onceMs));
  const worth = trials.filter(({ onceMs }) => onceMs <= HOPELESS * fastest + SUBMIT_MS);
  for (let pass = 0; pass < PASSES && worth.length > 1; pass++)
    for (const trial of worth) {
      signal?.throwIfAborted();
      await attempt(trial, async () => {
        const { recorded, onceMs } = trial;
        if (!recorded) return;
        const timing = () => guarded(device, () => time(device, recorded, made, { onceMs, latencyMs }));
        trial.times.push(...(await spent.spend(timing)));
      });
    }
}

const NO_TIME = 'no time left';

/** A candidate that throws is out; a tuner that was cancelled is not the candidate's fault. */
async function attempt(trial: Trial, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    trial.rejected = messageOf(error);
  }
}

const able = (trials: readonly Trial[]) => trials.filter(({ rejected }) => rejected === undefined);

function rejectTheOdd(trials: readonly Trial[]): void {
  const results = trials.map(({ samples }) => samples ?? []);
  const right = agreeing(results);
  const [pattern = 0] = right;
  for (const [i, trial] of trials.entries()) {
    if (right.has(i)) continue;
    const odd = results[i] ?? [];
    trial.rejected = difference(odd, odd)
      ? 'gives what is not a number'
      : (difference(odd, results[pattern] ?? []) ?? '');
  }
}

/** A trial that was run but not timed counts by its one run. */
function msOf({ times, onceMs }: Trial): number {
  return times.length > 0 ? median(times) : onceMs;
}

function reportOf(trial: Trial): TrialReport {
  const { candidate, rejected, samples } = trial;
  return { candidate, ...(samples && { ms: msOf(trial) }), ...(rejected !== undefined && { rejected }) };
}
