import type { ErrorReport } from '@/base/errors';
import type { DeviceReport } from './device';

/** The one state machine of a run. Every screen shows this and nothing else. */
export type RunPhase = 'idle' | 'starting' | 'running' | 'paused' | 'stopping' | 'finished' | 'failed';

export type RunEnd = 'completed' | 'stopped' | 'early stop' | 'not a number' | 'device lost' | 'error';

export interface RunStatus {
  readonly phase: RunPhase;
  readonly runId: string;
  readonly name: string;
  /** Optimizer steps done. */
  readonly step: number;
  /** Steps asked for. */
  readonly steps: number;
  /** Honest name of what is being done while `starting`: "Compiling shaders", "Uploading weights". */
  readonly activity: string;
  /** The backend in use. */
  readonly device?: DeviceReport;
  readonly tokensPerSecond?: number;
  /** Only while running. */
  readonly etaSeconds?: number;
  readonly best?: { readonly step: number; readonly loss: number };
  readonly end?: RunEnd;
  readonly error?: ErrorReport;
}
