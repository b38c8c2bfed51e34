// A process with one peer in it, in the packed bench: everything is bundled.
import { servePeer } from '../hosts/serve-peer';
import type { PeerModule } from '../peers/peer';

const peers: Readonly<Record<string, () => Promise<PeerModule>>> = {
  ours: () => import('../peers/ours'),
  stock: () => import('../peers/stock'),
};

servePeer((name) => {
  const load = peers[name];
  if (!load) throw new Error(`${name} is not in this pack; there are ${Object.keys(peers).join(', ')}`);
  return load();
});
