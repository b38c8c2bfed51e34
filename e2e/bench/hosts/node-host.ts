import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { BenchConfig } from '../material';
import type { Host, RunningPeer } from './host';
import type { Ran, Ready, RunOrder } from './session';

/** What goes to the process of a peer, and what comes back; one answer to each order. */
export type Order =
  | { readonly kind: 'start'; readonly config: BenchConfig; readonly counting: boolean }
  | ({ readonly kind: 'run' } & RunOrder);
export type Reply =
  | { readonly kind: 'ready'; readonly ready: Ready }
  | { readonly kind: 'ran'; readonly ran: Ran }
  | { readonly kind: 'failed'; readonly what: string };

export interface NodeHostOptions {
  /** Variables that choose the Vulkan driver. */
  readonly env: Readonly<Record<string, string>>;
  /** The script of a peer's process and what Node needs to run it; the packed bench has its own. */
  readonly script?: string;
  readonly execArgv?: readonly string[];
}

/** Each peer in a process of its own: its memory, its device and its garbage are its own too. */
export function nodeHost({ env, script, execArgv }: NodeHostOptions): Host {
  return {
    description: `Node ${process.version}, Dawn (webgpu ${dawnVersion()})`,
    async start(peer, config, { counting }) {
      const child = fork(script ?? fileURLToPath(new URL('./node-peer.ts', import.meta.url)), [peer], {
        env: { ...process.env, ...env },
        execArgv: [...(execArgv ?? ['--import', 'tsx'])],
        // What a library prints must not get between the lines of the table.
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      });
      const ask = asker(child);
      const end = () => endOf(child);
      try {
        const reply = await ask({ kind: 'start', config, counting });
        if (reply.kind !== 'ready') throw new Error(`unexpected answer ${reply.kind}`);
        return running(reply.ready, ask, end);
      } catch (error) {
        await end();
        throw error;
      }
    },
    async close() {},
  };
}

type Ask = (order: Order) => Promise<Reply>;

function running(ready: Ready, ask: Ask, end: () => Promise<void>): RunningPeer {
  return {
    ready,
    async run(order) {
      const reply = await ask({ kind: 'run', ...order });
      if (reply.kind !== 'ran') throw new Error(`unexpected answer ${reply.kind}`);
      return reply.ran;
    },
    end,
  };
}

function asker(child: ChildProcess): Ask {
  let complaints = '';
  child.stderr?.on('data', (part: Buffer) => {
    complaints = `${complaints}${part}`.slice(-2000);
  });
  return (order) =>
    new Promise((resolve, reject) => {
      const done = () => {
        child.off('message', onMessage);
        child.off('exit', onExit);
      };
      const onMessage = (reply: Reply) => {
        done();
        if (reply.kind === 'failed') reject(new Error(reply.what));
        else resolve(reply);
      };
      const onExit = (code: number | null, signal: string | null) => {
        done();
        reject(new Error(`its process ended (${signal ?? code}): ${complaints.trim().split('\n').at(-1) ?? ''}`));
      };
      child.on('message', onMessage);
      child.on('exit', onExit);
      child.send(order);
    });
}

function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    // Dawn may take its time to let go; nothing of value is lost.
    child.kill('SIGKILL');
  });
}

function dawnVersion(): string {
  const found: unknown = createRequire(import.meta.url)('webgpu/package.json');
  return typeof found === 'object' && found !== null && 'version' in found ? String(found.version) : 'unknown';
}
