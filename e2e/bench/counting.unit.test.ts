import { expect, test } from 'vitest';
import { countGpuCalls } from './counting';

/** WebGPU's classes as far as they are counted; `asked` is what reached the device. */
function fakeGpu() {
  const asked: string[] = [];
  class GPUBuffer {
    destroy() {}
  }
  class GPUDevice {
    createBuffer(_: { size: number; usage: number }) {
      return new GPUBuffer();
    }
  }
  class GPUQueue {
    submit(_: unknown[]) {}
  }
  class GPUComputePassEncoder {
    dispatchWorkgroups(x: number, y?: number, z?: number) {
      asked.push([x, y, z].join());
    }
    dispatchWorkgroupsIndirect() {}
  }
  const scope = { GPUBuffer, GPUDevice, GPUQueue, GPUComputePassEncoder };
  // A stand-in for five of WebGPU's hundred methods.
  const counter = countGpuCalls(scope as unknown as Parameters<typeof countGpuCalls>[0]);
  return { counter, asked, device: new GPUDevice(), queue: new GPUQueue(), pass: new GPUComputePassEncoder() };
}

test('counts calls and the most bytes at one time', () => {
  const { counter, device, queue, pass } = fakeGpu();
  const first = device.createBuffer({ size: 100, usage: 0 });
  device.createBuffer({ size: 50, usage: 0 });
  first.destroy();
  first.destroy();
  device.createBuffer({ size: 80, usage: 0 });
  pass.dispatchWorkgroups(2);
  pass.dispatchWorkgroupsIndirect();
  queue.submit([]);
  expect(counter.counts).toEqual({ dispatches: 2, submits: 1, buffers: 3 });
  expect(counter.peakBytes).toBe(150);
  device.createBuffer({ size: 21, usage: 0 });
  expect(counter.peakBytes).toBe(151);
});

test('an idle device is asked for nothing, and the calls are counted all the same', () => {
  const { counter, asked, pass } = fakeGpu();
  pass.dispatchWorkgroups(2, 3, 4);
  counter.idleDevice();
  pass.dispatchWorkgroups(2, 3, 4);
  expect(asked).toEqual(['2,3,4', '0,0,0']);
  expect(counter.counts.dispatches).toBe(2);
});
