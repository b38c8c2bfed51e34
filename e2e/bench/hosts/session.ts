import { type Counter, type Counts, countGpuCalls } from '../counting';
import type { BenchConfig } from '../material';
import type { Peer, PeerModule, Region } from '../peers/peer';

/** What every peer answers with when it is ready. */
export interface Ready {
  /** As the adapter calls itself. */
  readonly device: string;
  readonly differs: string;
  /** From opening the device to the first loss, compilation included. */
  readonly firstStepMs: number;
  readonly firstLoss: number;
}
/** What it answers with after a run of steps. */
export interface Ran {
  /** Of the timed region, all steps together. */
  readonly ms: number;
  readonly lastLoss: number;
  /** Only while counting: a step's share of each count, and the peak since the start. */
  readonly counted?: {
    readonly dispatches: number;
    readonly submits: number;
    readonly buffers: number;
    readonly peakBytes: number;
  };
}
export interface RunOrder {
  readonly steps: number;
  /** On a device that has nothing to do from now on. Only while counting. */
  readonly idle?: boolean;
}

/** One peer behind the two questions that are asked of it, in a Node process or a page. WebGPU must be there already. */
export class Session {
  private constructor(
    private readonly peer: Peer,
    private readonly counter: Counter | undefined,
    readonly ready: Ready,
  ) {}

  static async start(load: () => Promise<PeerModule>, config: BenchConfig, counting: boolean): Promise<Session> {
    const device = await deviceName();
    const counter = counting ? countGpuCalls(globalThis) : undefined;
    const { createPeer } = await load();
    const started = performance.now();
    const peer = await createPeer(config);
    let ended = started;
    const [firstLoss = Number.NaN] = await peer.run(1, {
      begin() {},
      end() {
        ended = performance.now();
      },
    });
    return new Session(peer, counter, { device, differs: peer.differs, firstStepMs: ended - started, firstLoss });
  }

  async run({ steps, idle = false }: RunOrder): Promise<Ran> {
    const { counter } = this;
    if (idle) counter?.idleDevice();
    let began = 0;
    let ended = 0;
    let before: Counts | undefined;
    let after: Counts | undefined;
    let peakBytes = 0;
    const region: Region = {
      begin() {
        before = counter?.counts;
        began = performance.now();
      },
      end() {
        ended = performance.now();
        after = counter?.counts;
        peakBytes = counter?.peakBytes ?? 0;
      },
    };
    const losses = await this.peer.run(steps, region);
    const ran = { ms: ended - began, lastLoss: losses.at(-1) ?? Number.NaN };
    if (!before || !after) return ran;
    const counted = {
      dispatches: (after.dispatches - before.dispatches) / steps,
      submits: (after.submits - before.submits) / steps,
      buffers: (after.buffers - before.buffers) / steps,
      peakBytes,
    };
    return { ...ran, counted };
  }
}

async function deviceName(): Promise<string> {
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new Error('There is no WebGPU adapter');
  const { vendor, architecture, device, description } = adapter.info;
  return [description || device, [vendor, architecture].filter(Boolean).join(' ')].filter(Boolean).join(', ');
}
