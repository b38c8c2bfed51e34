import type { Host, PeerName, RunningPeer } from '../hosts/host';
import type { Ran, Ready } from '../hosts/session';
import type { BenchConfig } from '../material';
import { Alone, beside } from '../quiet';
import { median, spread } from '../statistics';

/** Who trains what. */
export interface Entrant {
  readonly peer: PeerName;
  readonly config: BenchConfig;
}
/** Everything known about one of them at the end of a sitting. Times in milliseconds. */
export interface StepResult extends Entrant {
  readonly ready: Ready;
  /** Median over rounds of a round's mean step. */
  readonly stepMs: number;
  /** The farthest round's distance from that, as a share. */
  readonly spread: number;
  /** A step on a device that has nothing to do: JavaScript and WebGPU's own calls are left. */
  readonly jsMs?: number;
  readonly lastLoss: number;
  readonly stepsTaken: number;
  readonly counted?: NonNullable<Ran['counted']>;
}
export interface Failure extends Entrant {
  readonly what: string;
}
export interface SittingOptions {
  readonly rounds: number;
  readonly steps?: number;
  /** Whether to count calls and bytes and to time the JavaScript, each entrant in a further process. */
  readonly counting: boolean;
  readonly onProgress: (text: string) => void;
}

const WARM_UP = 2;
const COUNTED_STEPS = 3;
/** What a round of the slowest should take, and the bounds of the steps that follow from it. */
const ROUND_MS = 8000;
const STEPS = { least: 2, most: 20 } as const;
/** Short runs of which the median counts: something else may come between, and young code is slow. */
const IDLE = { runs: 5, steps: 10 } as const;

/** An entrant that has taken its first steps. */
interface Seated {
  readonly entrant: Entrant;
  readonly running: RunningPeer;
  readonly rounds: number[];
  warmMs: number;
  lastLoss: number;
  taken: number;
}

/** All in one sitting: started one after the other, then timed in turns. One that fails is left out from there on. */
export async function sit(
  host: Host,
  entrants: readonly Entrant[],
  { rounds, steps: asked, counting, onProgress }: SittingOptions,
): Promise<{ results: StepResult[]; failures: Failure[]; steps: number }> {
  const failures: Failure[] = [];
  const seated = new Set<Seated>();
  const attempt = async <T>(entrant: Entrant, doing: string, work: () => Promise<T>): Promise<T | undefined> => {
    onProgress(`${entrant.peer}, ${entrant.config.name}: ${doing}`);
    try {
      return await work();
    } catch (error) {
      failures.push({ ...entrant, what: error instanceof Error ? error.message : String(error) });
      return undefined;
    }
  };
  const orLeave = async <T>(one: Seated, doing: string, work: () => Promise<T>): Promise<T | undefined> => {
    const done = await attempt(one.entrant, doing, work);
    if (done === undefined) {
      seated.delete(one);
      await one.running.end();
    }
    return done;
  };

  const alone = new Alone();
  const counters = new Map<Seated, Counting>();
  try {
    for (const entrant of entrants) {
      const running = await attempt(entrant, 'first step', () => start(host, entrant, false));
      if (!running) continue;
      const one: Seated = { entrant, running, rounds: [], warmMs: 0, lastLoss: Number.NaN, taken: 1 };
      seated.add(one);
      one.warmMs = (await orLeave(one, 'warming up', () => beside(() => takeSteps(one, WARM_UP)))) ?? 0;
    }
    const slowest = Math.max(1, ...[...seated].map(({ warmMs }) => warmMs));
    const steps = asked ?? Math.min(STEPS.most, Math.max(STEPS.least, Math.floor(ROUND_MS / slowest)));
    for (let round = 0; round < rounds; round++) {
      const order = [...seated];
      // Another one begins each round, so that nobody always comes after the same neighbour.
      order.push(...order.splice(0, round % Math.max(1, order.length)));
      for (const one of order) {
        const doing = `round ${round + 1} of ${rounds}, ${steps} steps`;
        const ms = await orLeave(one, doing, () => alone.piece(() => takeSteps(one, steps)));
        if (ms !== undefined) one.rounds.push(ms);
      }
    }
    alone.end();
    for (const one of seated) {
      await one.running.end();
      const counter = counting && (await attempt(one.entrant, 'counting', () => count(host, one.entrant)));
      if (counter) counters.set(one, counter);
    }
    const results: StepResult[] = [];
    for (const one of seated) {
      const counter = counters.get(one);
      const jsMs =
        counter && (await attempt(one.entrant, 'JavaScript', () => alone.piece(() => idleStep(counter.running))));
      results.push({ ...resultOf(one), ...counter?.counted, ...(jsMs === undefined ? {} : { jsMs }) });
    }
    return { results, failures, steps };
  } finally {
    alone.end();
    for (const { running } of [...seated, ...counters.values()]) await running.end();
  }
}

function start(host: Host, { peer, config }: Entrant, counting: boolean): Promise<RunningPeer> {
  return beside(() => host.start(peer, config, { counting }));
}

/** @returns milliseconds a step */
async function takeSteps(one: Seated, steps: number): Promise<number> {
  const { ms, lastLoss } = await one.running.run({ steps });
  one.lastLoss = lastLoss;
  one.taken += steps;
  return ms / steps;
}

/** A process of its own, in which every call is wrapped and no step is timed. */
interface Counting {
  readonly running: RunningPeer;
  readonly counted: Pick<StepResult, 'counted'>;
}

async function count(host: Host, entrant: Entrant): Promise<Counting> {
  const running = await start(host, entrant, true);
  try {
    await beside(() => running.run({ steps: 1 }));
    const { counted } = await beside(() => running.run({ steps: COUNTED_STEPS }));
    return { running, counted: counted ? { counted } : {} };
  } catch (error) {
    await running.end();
    throw error;
  }
}

/** Milliseconds of a step on a device that has nothing to do. */
async function idleStep(running: RunningPeer): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < IDLE.runs; i++)
    times.push((await running.run({ steps: IDLE.steps, idle: true })).ms / IDLE.steps);
  return median(times);
}

function resultOf({ entrant, running, rounds, lastLoss, taken }: Seated): StepResult {
  const { ready } = running;
  return { ...entrant, ready, stepMs: median(rounds), spread: spread(rounds), lastLoss, stepsTaken: taken };
}
