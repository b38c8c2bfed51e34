import { type BenchConfig, flopsPerStep, tokensPerStep } from '../material';
import { type Column, shown, table } from '../table';
import type { Failure, StepResult } from './measure';

export interface StepReport {
  readonly config: BenchConfig;
  readonly host: string;
  readonly date: string;
  readonly rounds: number;
  readonly steps: number;
  readonly results: readonly StepResult[];
  readonly failures: readonly Failure[];
}

/** Whether a peer did train: its last loss is a number and lower than its first. */
export function learned({ ready, lastLoss }: StepResult): boolean {
  return Number.isFinite(lastLoss) && lastLoss < ready.firstLoss;
}

/** The sitting as Markdown. */
export function stepText(report: StepReport): string {
  const { config, results, failures, host, date, rounds, steps } = report;
  const ours = results.find(({ peer }) => peer === 'ours');
  const tokens = tokensPerStep(config);
  const columns: Column<StepResult>[] = [
    { head: 'peer', of: ({ peer }) => peer },
    { head: 'tokens/s', of: ({ stepMs }) => (1000 * tokens) / stepMs },
    { head: 'ours is x times', of: ({ stepMs }) => (ours ? stepMs / ours.stepMs : undefined), digits: 2 },
    { head: 'ms/step', of: ({ stepMs }) => stepMs },
    { head: '+- %', of: ({ spread }) => 100 * spread, digits: 0 },
    { head: 'GFLOP/s', of: ({ stepMs }) => flopsPerStep(config) / stepMs / 1e6 },
    { head: 'JS ms/step', of: ({ jsMs }) => jsMs },
    { head: 'dispatches', of: ({ counted }) => counted?.dispatches },
    { head: 'submits', of: ({ counted }) => counted?.submits },
    { head: 'buffers made', of: ({ counted }) => counted?.buffers },
    { head: 'peak MB', of: ({ counted }) => counted && counted.peakBytes / 1e6 },
    { head: 'first step ms', of: ({ ready }) => ready.firstStepMs, digits: 0 },
    { head: 'loss', of: ({ ready, lastLoss }) => `${shown(ready.firstLoss, 3)} > ${shown(lastLoss, 3)}` },
  ];
  const { name, family, layers, hidden, heads, time, batch, vocabulary } = config;
  const shape = `L${layers} D${hidden} H${heads} T${time} B${batch} V${vocabulary}`;
  const device = results[0]?.ready.device ?? 'no device';
  const gflop = shown(flopsPerStep(config) / 1e9);
  return [
    `${name}: ${family} ${shape}, float32, ${tokens} tokens and ${gflop} GFLOP a step. ${date}, ${device}. ${host}.`,
    `Median of ${rounds} interleaved rounds of ${steps} steps. JS: a step while the device has nothing to do (dispatches of no workgroups).`,
    '',
    table(columns, results),
    '',
    ...results.flatMap(({ peer, ready }) => (ready.differs ? [`${peer} differs: ${ready.differs}.`] : [])),
    ...results.filter((r) => !learned(r)).map((r) => `${r.peer} did NOT learn: its loss went to ${r.lastLoss}.`),
    ...otherDevices(results),
    // The rest is where in whose code it happened; --json has it.
    ...failures.map(({ peer, what }) => `${peer} was left out: ${what.split('\n')[0]}`),
  ].join('\n');
}

function otherDevices(results: readonly StepResult[]): string[] {
  const devices = new Set(results.map(({ ready }) => ready.device));
  return devices.size > 1 ? [`NOT on one adapter: ${[...devices].join('; ')}.`] : [];
}
