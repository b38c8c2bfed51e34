import type { BenchConfig } from '../material';

/** Told by a peer where the timed part of a run of steps begins and ends; both are called exactly once a run. */
export interface Region {
  begin(): void;
  end(): void;
}

/** A training step of somebody's, ready to be measured. One in a process or a page, for its whole life. */
export interface Peer {
  /** Where this differs from the others: layout, optimizer, precision. Empty: nowhere. */
  readonly differs: string;
  /** So many steps more; the first time whatever they need is compiled. @returns the loss of each, nats a token */
  run(steps: number, region: Region): Promise<number[]>;
}

/** What each file of this folder exports. Called after the device can be had (`navigator.gpu`), never before. */
export interface PeerModule {
  createPeer(config: BenchConfig): Promise<Peer>;
}

/** Our own trainer keeps three steps in flight and reads their losses behind; so may everybody. */
const MOST_IN_FLIGHT = 3;

/** The loop of those that come as a function: `issue` sends one step to the device and promises its loss. */
export function loopPeer(differs: string, issue: (index: number) => Promise<number>): Peer {
  let index = 0;
  return {
    differs,
    async run(steps, region) {
      const losses: number[] = [];
      const pending: Promise<number>[] = [];
      region.begin();
      for (let i = 0; i < steps; i++) {
        pending.push(issue(index++));
        while (pending.length >= MOST_IN_FLIGHT) losses.push((await pending.shift()) ?? Number.NaN);
      }
      for (const loss of pending) losses.push(await loss);
      region.end();
      return losses;
    },
  };
}
