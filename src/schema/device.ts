/** What this machine can do, as found by asking it. */
export interface DeviceReport {
  readonly kind: 'webgpu' | 'cpu';
  /** Human-readable: "NVIDIA H200", "SwiftShader (software)", "tfjs cpu backend". */
  readonly name: string;
  readonly vendor: string;
  readonly architecture: string;
  /** True for a software adapter. */
  readonly software: boolean;
  readonly features: readonly string[];
  /** WebGPU limits by their WebGPU names; empty on cpu. */
  readonly limits: Readonly<Record<string, number>>;
  /** When kind is `cpu`: why WebGPU is not used, and what to switch on. */
  readonly remedy?: string;
}
