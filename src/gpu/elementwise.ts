import { u32 } from './dispatch';

/** Elementwise kernels: workgroup (256), one invocation an element; `body` is WGSL that uses the index `i`. */
export function elementwiseWgsl(body: string, functions = ''): string {
  return `${functions}
@compute @workgroup_size(256)
fn main(@builtin(workgroup_id) wid: vec3<u32>, @builtin(num_workgroups) count: vec3<u32>,
        @builtin(local_invocation_index) lane: u32) {
  let i = workgroup_index(wid, count) * 256u + lane;
  if (i >= u.size) { return; }
  ${body}
}`;
}

export function elementwiseLaunch(size: number) {
  return { variant: {}, uniforms: { size: u32(size) }, workgroups: Math.ceil(size / 256) };
}
