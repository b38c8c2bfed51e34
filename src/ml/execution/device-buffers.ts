import type { HostState } from './host-state';

/** Storage buffers with first contents, by name. The caller destroys them. */
export function toBuffers(device: GPUDevice, state: HostState): Map<string, GPUBuffer> {
  return new Map(
    [...state].map(([name, values]) => {
      const buffer = emptyBuffer(device, values.byteLength);
      device.queue.writeBuffer(buffer, 0, values);
      return [name, buffer];
    }),
  );
}

export function emptyBuffer(device: GPUDevice, sizeBytes: number): GPUBuffer {
  const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage;
  return device.createBuffer({ size: sizeBytes, usage: STORAGE | COPY_SRC | COPY_DST });
}

/** Reads buffers back after everything submitted so far, all requested at once. */
export async function readBuffers(
  device: GPUDevice,
  buffers: ReadonlyMap<string, GPUBuffer>,
): Promise<Map<string, Float32Array<ArrayBuffer>>> {
  const { COPY_DST, MAP_READ } = GPUBufferUsage;
  const encoder = device.createCommandEncoder();
  const staged = [...buffers].map(([name, buffer]) => {
    const staging = device.createBuffer({ size: buffer.size, usage: COPY_DST | MAP_READ });
    encoder.copyBufferToBuffer(buffer, 0, staging, 0, buffer.size);
    return { name, staging };
  });
  device.queue.submit([encoder.finish()]);
  try {
    await Promise.all(staged.map(({ staging }) => staging.mapAsync(GPUMapMode.READ)));
    return new Map(staged.map(({ name, staging }) => [name, new Float32Array(staging.getMappedRange().slice(0))]));
  } finally {
    for (const { staging } of staged) staging.destroy();
  }
}
