/** Gather: workgroup (64), one invocation an element of [N, C]. An id outside the table gives zeros, never another row's values. */
export function embeddingWgsl(): string {
  return `
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) wid: vec3<u32>, @builtin(num_workgroups) count: vec3<u32>,
        @builtin(local_invocation_index) lane: u32) {
  let i = workgroup_index(wid, count) * 64u + lane;
  if (i >= u.size) { return; }
  let id = ids[i / u.columns];
  if (id < 0 || id >= i32(u.rows)) { y[i] = 0.0; return; }
  y[i] = table[u32(id) * u.columns + i % u.columns];
}`;
}

/** Gradient from sorted positions: workgroup (64), one invocation an element of [V, C], adding its id's run in order. */
export function embeddingGradientWgsl(): string {
  return `
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) wid: vec3<u32>, @builtin(num_workgroups) count: vec3<u32>,
        @builtin(local_invocation_index) lane: u32) {
  let i = workgroup_index(wid, count) * 64u + lane;
  if (i >= u.size) { return; }
  let row = i / u.columns;
  let column = i % u.columns;
  var sum = 0.0;
  for (var at = starts[row]; at < starts[row + 1u]; at++) { sum += dy[u32(order[at]) * u.columns + column]; }
  dtable[i] = sum;
}`;
}

/** Gradient without an order: every element scans all N ids. For tests and short inputs: cost V * C * N. */
export function embeddingScanWgsl(): string {
  return `
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) wid: vec3<u32>, @builtin(num_workgroups) count: vec3<u32>,
        @builtin(local_invocation_index) lane: u32) {
  let i = workgroup_index(wid, count) * 64u + lane;
  if (i >= u.size) { return; }
  let row = i32(i / u.columns);
  let column = i % u.columns;
  var sum = 0.0;
  for (var at = 0u; at < u.tokens; at++) { if (ids[at] == row) { sum += dy[at * u.columns + column]; } }
  dtable[i] = sum;
}`;
}
