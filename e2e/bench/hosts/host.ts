import type { BenchConfig } from '../material';
import type { Ran, Ready, RunOrder } from './session';

export type PeerName = string;

/** A peer that is running somewhere and has taken its first step. */
export interface RunningPeer {
  readonly ready: Ready;
  run(order: RunOrder): Promise<Ran>;
  end(): Promise<void>;
}

/** Where peers run: processes of Node, or pages of one Chromium. */
export interface Host {
  /** For the head of the results: "Node v20, Dawn (webgpu 0.6.2)". */
  readonly description: string;
  /** Throws Error with what the peer said when it cannot be started. */
  start(peer: PeerName, config: BenchConfig, options: { readonly counting: boolean }): Promise<RunningPeer>;
  close(): Promise<void>;
}
