import { addTo, at, type Numbers } from './numbers';

/**
 * Column sums in a fixed order, one dispatch: workgroup (16, 16, 1) owns 16 columns; 16 invocations a column each add every sixteenth
 * row, then their 16 partial sums are added in order. 2 KB of workgroup memory. The kernel supplies `terms(row, column)` (one or two
 * sums at a time) and `store(column, sum)`, and uniforms `rows` and `columns`. Workgroups: columns / 16, folded.
 */
export const COLUMN_SUMS = `
var<workgroup> partial: array<vec2f, 256>;
@compute @workgroup_size(16, 16)
fn main(@builtin(workgroup_id) wid: vec3<u32>, @builtin(num_workgroups) count: vec3<u32>,
        @builtin(local_invocation_id) lid: vec3<u32>) {
  let column = workgroup_index(wid, count) * 16u + lid.x;
  var sum = vec2f(0.0);
  if (column < u.columns) {
    for (var row = lid.y; row < u.rows; row += 16u) { sum += terms(row, column); }
  }
  partial[lid.y * 16u + lid.x] = sum;
  workgroupBarrier();
  if (lid.y == 0u && column < u.columns) {
    for (var i = 1u; i < 16u; i++) { sum += partial[i * 16u + lid.x]; }
    store(column, sum);
  }
}`;

export function columnSumReference(x: Numbers, columns: number): Numbers {
  const sums = new Float64Array(columns);
  for (let i = 0; i < x.length; i++) addTo(sums, i % columns, at(x, i));
  return sums;
}
