/**
 * Philox4x32-10, a counter-based generator: four uint32 from a 128-bit counter and a 64-bit key, no state (Salmon, Moraes, Dror and Shaw
 * 2011, "Parallel random numbers: as easy as 1, 2, 3", section 3.3; the constants are the paper's).
 */
const M0 = 0xd2511f53n;
const M1 = 0xcd9e8d57n;
const W0 = 0x9e3779b9;
const W1 = 0xbb67ae85;

export type Four = readonly [number, number, number, number];

/** The reference, in plain arithmetic. */
export function philox(counter: Four, key: readonly [number, number]): Four {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < 10; round++) {
    const p0 = M0 * BigInt(c0);
    const p1 = M1 * BigInt(c2);
    [c0, c1, c2, c3] = [(high(p1) ^ c1 ^ k0) >>> 0, low(p1), (high(p0) ^ c3 ^ k1) >>> 0, low(p0)];
    k0 = (k0 + W0) >>> 0;
    k1 = (k1 + W1) >>> 0;
  }
  return [c0, c1, c2, c3];
}

const high = (product: bigint) => Number(product >> 32n);
const low = (product: bigint) => Number(product & 0xffffffffn);

/** The same in WGSL, which has no 64-bit product: `multiply` builds one from 16-bit halves. */
export const PHILOX_WGSL = `
fn multiply(a: u32, b: u32) -> vec2u { // (high, low)
  let al = a & 0xffffu; let ah = a >> 16u; let bl = b & 0xffffu; let bh = b >> 16u;
  let mid = al * bh + ((al * bl) >> 16u);
  let other = ah * bl + (mid & 0xffffu);
  return vec2u(ah * bh + (mid >> 16u) + (other >> 16u), a * b);
}
fn philox(counter: vec4u, start: vec2u) -> vec4u {
  var c = counter;
  var k = start;
  for (var round = 0; round < 10; round++) {
    let p0 = multiply(0xd2511f53u, c.x);
    let p1 = multiply(0xcd9e8d57u, c.z);
    c = vec4u(p1.x ^ c.y ^ k.x, p1.y, p0.x ^ c.w ^ k.y, p0.y);
    k += vec2u(0x9e3779b9u, 0xbb67ae85u);
  }
  return c;
}`;
