/**
 * A running maximum and the sum of exponentials relative to it, as a pair; `merge` joins two of them (Milakov and Gimelshein 2018, "Online
 * normalizer calculation for softmax", algorithm 3). One pass where the plain formula takes two.
 */
export const ONLINE_SOFTMAX = `
const NOTHING = vec2f(-3.4e38, 0.0);
fn merge(a: vec2f, b: vec2f) -> vec2f {
  let top = max(a.x, b.x);
  return vec2f(top, a.y * exp(a.x - top) + b.y * exp(b.x - top));
}
fn include(pair: vec2f, value: f32) -> vec2f {
  if (value > pair.x) { return vec2f(value, pair.y * exp(pair.x - value) + 1.0); }
  return vec2f(pair.x, pair.y + exp(value - pair.x));
}`;

/** `include` for four values at once: five exponentials for four. Goes with `ONLINE_SOFTMAX`. */
export const INCLUDE_FOUR = `
fn include_four(pair: vec2f, values: vec4f) -> vec2f {
  let top = max(pair.x, max(max(values.x, values.y), max(values.z, values.w)));
  let e = exp(values - top);
  return vec2f(top, pair.y * exp(pair.x - top) + (e.x + e.y) + (e.z + e.w));
}`;
