import { elementwiseWgsl } from '../../elementwise';

export interface RopeRowsVariant {
  /** Four pairs an invocation: half a head is a multiple of 4. */
  readonly wide: boolean;
}

/** One invocation a pair, or four neighbouring ones. `turns` holds (cos, sin) by position and pair. */
export function ropeRowsWgsl({ wide }: RopeRowsVariant): string {
  const [cosine, sine] = wide ? ['vec4f(low.xz, high.xz)', 'vec4f(low.yw, high.yw)'] : ['low', 'high'];
  return elementwiseWgsl(`
  let pair = i % u.half;
  let head = i / u.half;
  let at = head * 2u * u.half + pair;
  let first = get_x(at);
  let second = get_x(at + u.half);
  if (head % u.all >= u.heads) {
    put_y(at, first);
    put_y(at + u.half, second);
    return;
  }
  let turn = 2u * ((u.offset + (head / u.all) % u.time) * u.half + pair);
  let low = turns[turn];
  let high = turns[turn + 1u];
  let cosine = ${cosine};
  let sine = u.sign * ${sine};
  put_y(at, first * cosine - second * sine);
  put_y(at + u.half, second * cosine + first * sine);`);
}
