import { elementwiseWgsl } from '../../elementwise';
import { PHILOX_WGSL } from './philox';

/** One invocation makes four random words, for four neighbouring elements. */
export function dropoutWgsl(): string {
  return elementwiseWgsl(
    `
  let words = philox(vec4u(i, 0u, 0u, 0u), vec2u(u.seed, u.stream));
  for (var j = 0u; j < 4u; j++) {
    let at = 4u * i + j;
    if (at < u.elements) { y[at] = select(0.0, x[at] * u.scale, words[j] >= u.threshold); }
  }`,
    PHILOX_WGSL,
  );
}
