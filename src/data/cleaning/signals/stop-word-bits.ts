/** FNV-1a (Fowler, Noll and Vo) over UTF-16 units: hash = (hash ^ unit) * PRIME from SEED on. */
export const SEED = 0x811c9dc5 | 0;
export const PRIME = 0x01000193;

/** Gopher's eight (Rae et al. 2021, A.1.1), by hash of how they may be written: open addressing, 24 of 256 slots. */
const hashes = new Int32Array(256);
const bits = new Uint8Array(256);
for (const [i, word] of ['the', 'be', 'to', 'of', 'and', 'that', 'have', 'with'].entries()) {
  for (const form of [word, word.toUpperCase(), word.charAt(0).toUpperCase() + word.slice(1)]) {
    let at = hashOf(form) & 255;
    while (bits[at] !== 0) at = (at + 1) & 255;
    hashes[at] = hashOf(form);
    bits[at] = 1 << i;
  }
}

/** The bit of the stop word that has this hash, 0 for any other word. */
export function stopBit(hash: number): number {
  let at = hash & 255;
  while (bits[at] !== 0 && hashes[at] !== hash) at = (at + 1) & 255;
  return bits[at] ?? 0;
}

function hashOf(word: string): number {
  let hash = SEED;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), PRIME);
  return hash;
}
