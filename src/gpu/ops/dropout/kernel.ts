import { PHILOX_WGSL } from './philox';

export interface DropoutVariant {
  /** x comes in fours. */
  readonly wide: boolean;
  /** x is dropped from what is added to another tensor. */
  readonly add: boolean;
  /** Fours of elements an invocation. */
  readonly each: number;
}

/** Workgroup (256). An invocation makes four random words for four neighbouring elements, `each` times, a workgroup's width apart. */
export function dropoutWgsl({ wide, add, each }: DropoutVariant): string {
  const kept = (at: string, words: string, zero: string) =>
    `${add ? `get_onto(${at}) + ` : ''}select(${zero}, get_x(${at}) * u.scale, ${words})`;
  return `${PHILOX_WGSL}
@compute @workgroup_size(256)
fn main(@builtin(workgroup_id) wid: vec3<u32>, @builtin(num_workgroups) count: vec3<u32>,
        @builtin(local_invocation_index) lane: u32) {
  let first = workgroup_index(wid, count) * ${256 * each}u + lane;
  for (var i = first; i < min(first + ${256 * each}u, u.fours); i += 256u) {
    let words = philox(vec4u(i, 0u, 0u, 0u), vec2u(u.seed, u.stream));
    ${
      wide
        ? `put_y(i, ${kept('i', 'words >= vec4u(u.threshold)', 'vec4f()')});`
        : `for (var j = 0u; j < min(4u, u.elements - 4u * i); j++) {
      let at = 4u * i + j;
      put_y(at, ${kept('at', 'words[j] >= u.threshold', '0.0')});
    }`
    }
  }
}`;
}
