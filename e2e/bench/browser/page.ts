import { peers } from 'virtual:peers';
import { type Ran, type Ready, type RunOrder, Session } from '../hosts/session';
import type { BenchConfig } from '../material';

/** What `hosts/browser-host.ts` calls in a page. */
export interface BenchPage {
  start(peer: string, config: BenchConfig, counting: boolean): Promise<Ready>;
  run(order: RunOrder): Promise<Ran>;
}

declare global {
  interface Window {
    loamBench: BenchPage;
  }
}

let session: Session | undefined;
window.loamBench = {
  async start(peer, config, counting) {
    const load = peers[peer];
    if (!load) throw new Error(`${peer} is not installed`);
    session = await Session.start(load, config, counting);
    return session.ready;
  },
  async run(order) {
    if (!session) throw new Error('start comes first');
    return session.run(order);
  },
};
