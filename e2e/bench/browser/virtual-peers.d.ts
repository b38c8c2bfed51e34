/** Made by the build (browser-host.ts): the peers that were asked for and whose packages are there. */
declare module 'virtual:peers' {
  export const peers: Readonly<Record<string, () => Promise<import('../peers/peer').PeerModule>>>;
}
