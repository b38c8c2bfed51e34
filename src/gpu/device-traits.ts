/** What decides between kernels that compute the same. */
export interface DeviceTraits {
  /** A software adapter: prefers long direct loops to tiles in workgroup memory. */
  readonly software: boolean;
  /** The `subgroups` feature is on. Sizes seen: 4 (SwiftShader), 8 (lavapipe), 16, 32, 64. */
  readonly subgroups?: boolean;
  /** The smallest size of a subgroup, where the adapter says so; at least 4. */
  readonly subgroupSize?: number;
  /** The `shader-f16` feature is on. */
  readonly half?: boolean;
}

const known = new WeakMap<GPUDevice, DeviceTraits>();

/** Said once by whoever opens a device, or stands in for one. */
export function setTraits(device: GPUDevice, traits: DeviceTraits): void {
  known.set(device, traits);
}

export function traitsOf(device: GPUDevice): DeviceTraits {
  return known.get(device) ?? { software: false };
}
