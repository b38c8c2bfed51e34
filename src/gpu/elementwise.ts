import type { DeviceTraits } from './device-traits';
import { u32 } from './dispatch';

/**
 * Neighbouring elements that one invocation handles. Software adapters pay much for each invocation and little for a loop: eight make lavapipe 1.8 times
 * as fast (a sum of 2^20 floats in fours, processor time). On a GPU neighbouring invocations should read neighbouring elements.
 */
const EACH_IN_SOFTWARE = 8;

/** Elementwise kernels: workgroup (256); `body` is WGSL for the element `i`, after which `return` goes on to the next. */
export function elementwiseWgsl(body: string, functions = ''): string {
  return `${functions}
fn element(i: u32) {
  ${body}
}
@compute @workgroup_size(256)
fn main(@builtin(workgroup_id) wid: vec3<u32>, @builtin(num_workgroups) count: vec3<u32>,
        @builtin(local_invocation_index) lane: u32) {
  let first = (workgroup_index(wid, count) * 256u + lane) * u.each;
  for (var i = first; i < min(first + u.each, u.size); i++) { element(i); }
}`;
}

/** For `size` elements, or fours of them where a kernel's bindings are such. */
export function elementwiseLaunch(size: number, { software }: DeviceTraits) {
  const each = software ? EACH_IN_SOFTWARE : 1;
  return { variant: {}, uniforms: { size: u32(size), each: u32(each) }, workgroups: Math.ceil(size / (256 * each)) };
}
