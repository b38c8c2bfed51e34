import type { HostTensors } from '../execution/weights';

/** Everything a run needs to go on to the bit. Its randomness is a function of seed and step, so no generator state is needed. */
export interface Snapshot {
  /** Optimizer steps done. */
  readonly step: number;
  /** Steps asked for, extensions included. */
  readonly steps: number;
  /** Seconds of training, pauses excluded. */
  readonly seconds: number;
  readonly best?: { readonly step: number; readonly loss: number };
  /** Evaluations since the best one. */
  readonly stale: number;
  readonly weights: HostTensors;
  /** Optimizer state: `<slot>/<parameter>`. */
  readonly optimizer: HostTensors;
}

/** Where a run keeps its two checkpoints. The worker's writes to storage; `memoryCheckpoints` serves the command line and tests. */
export interface Checkpoints {
  saveLast(snapshot: Snapshot): Promise<void>;
  saveBest(weights: HostTensors, at: { readonly step: number; readonly loss: number }): Promise<void>;
  loadLast(): Promise<Snapshot | undefined>;
  loadBest(): Promise<HostTensors | undefined>;
}

export function memoryCheckpoints(): Checkpoints {
  let last: Snapshot | undefined;
  let best: HostTensors | undefined;
  return {
    async saveLast(snapshot) {
      last = snapshot;
    },
    async saveBest(weights) {
      best = weights;
    },
    async loadLast() {
      return last;
    },
    async loadBest() {
      return best;
    },
  };
}
