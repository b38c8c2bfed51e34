import type { OnProgress } from '@/base/progress';
import { traitsOf } from '../device-traits';
import { sizeOf } from '../numbers';
import { type Choice, tuningOf } from '../tuning';
import { MakeBelieve } from './made-up';
import { type Purse, purse } from './purse';
import { submitLatency } from './trial';
import { type ChoiceReport, tuneChoice } from './tune-choice';

export interface TuneOptions {
  readonly onProgress?: OnProgress;
  /** Aborting rejects with its reason; what was decided until then stays decided. */
  readonly signal?: AbortSignal;
  /**
   * Milliseconds for running candidates. Compiling them is not counted, but all of it together ends after three times as much. What there is no
   * room for keeps its first candidate and stays open.
   */
  readonly budgetMs?: number;
}

export interface TuneReport {
  readonly choices: readonly ChoiceReport[];
  /** Running candidates, and everything. */
  readonly runMs: number;
  readonly totalMs: number;
}

/** On software adapters whoever waits gains less, and a wrong guess costs less: the first candidates are made for them. */
const BUDGET_MS = { gpu: 3000, software: 250 };

/**
 * Decides what a recording left open: runs every candidate on made-up inputs, refuses those that do not compile or give other results than
 * most (of two, than the first), and times the rest in turn. To be called between recording and recording again; nothing else may use the
 * device meanwhile. Takes the memory of one candidate at a time and frees it.
 */
export async function tuneOpen(
  device: GPUDevice,
  adapterInfo: GPUAdapterInfo,
  { onProgress, signal, budgetMs }: TuneOptions = {},
): Promise<TuneReport> {
  const tuning = tuningOf(device);
  // The largest first: they are where the time goes.
  const open = tuning.takeOpen().sort((a, b) => elementsOf(b) - elementsOf(a));
  const choices: ChoiceReport[] = [];
  const spent = purse(budgetMs ?? (traitsOf(device).software ? BUDGET_MS.software : BUDGET_MS.gpu));
  if (open.length === 0) return { choices, runMs: 0, totalMs: 0 };
  const inputs = new MakeBelieve(device);
  const left = new Map(open.map((choice) => [choice.key, choice]));
  try {
    const latencyMs = await submitLatency(device);
    for (const choice of open) {
      signal?.throwIfAborted();
      onProgress?.({ label: 'Choosing kernels', done: choices.length, total: open.length, unit: 'steps' });
      const report = await tuneChoice(choice, {
        device,
        adapterInfo,
        inputs,
        spent,
        latencyMs,
        ...(signal && { signal }),
      });
      if (report.chosen !== undefined) {
        tuning.decide(choice.key, report.chosen);
        left.delete(choice.key);
      }
      choices.push(report);
    }
    onProgress?.({ label: 'Choosing kernels', done: open.length, total: open.length, unit: 'steps' });
    return { choices, ...totals(spent) };
  } finally {
    inputs.dispose();
    // What was met while timing other choices is either among these or not this recording's business.
    tuning.takeOpen();
    for (const choice of left.values()) tuning.choose(choice);
  }
}

function elementsOf(choice: Choice<unknown>): number {
  return Object.values(choice.workload().inputs).reduce((sum, { shape }) => sum + sizeOf(shape), 0);
}

function totals({ runMs, totalMs }: Purse): Pick<TuneReport, 'runMs' | 'totalMs'> {
  return { runMs, totalMs };
}
