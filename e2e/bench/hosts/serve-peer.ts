import { setUpNodeWebGpu } from '@/gpu/node-webgpu';
import type { PeerModule } from '../peers/peer';
import type { Order, Reply } from './node-host';
import { Session } from './session';

/** Makes this process one with a peer in it, which answers to its parent, `node-host.ts`. The peer's name is the first argument. */
export function servePeer(load: (name: string) => Promise<PeerModule>): void {
  const peer = process.argv[2] ?? '';
  let session: Session | undefined;

  const answer = async (order: Order): Promise<Reply> => {
    if (order.kind === 'start') {
      await setUpNodeWebGpu();
      session = await Session.start(() => load(peer), order.config, order.counting);
      return { kind: 'ready', ready: session.ready };
    }
    if (!session) throw new Error('start comes first');
    return { kind: 'ran', ran: await session.run(order) };
  };
  const send = (reply: Reply) => process.send?.(reply);

  process.on('message', (order: Order) => {
    answer(order).then(send, (error: unknown) => {
      send({ kind: 'failed', what: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    });
  });
  process.on('disconnect', () => process.exit());
}
