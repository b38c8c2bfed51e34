// A process with one peer in it: `node --import tsx node-peer.ts PEER`.
import type { PeerModule } from '../peers/peer';
import { servePeer } from './serve-peer';

// By name and not by import: their packages need not be installed, and then the others still run.
servePeer(async (name) => {
  const found: PeerModule = await import(new URL(`../peers/${name}.ts`, import.meta.url).href);
  return found;
});
