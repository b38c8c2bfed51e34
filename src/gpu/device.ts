import * as tf from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { ErrorReport } from '@/base/errors';
import type { DeviceReport } from '@/schema/device';
import { cpuReport, webgpuReport } from './device-report';
import { setTraits } from './device-traits';
import { webgpuRemedy } from './remedy';

export interface OpenOptions {
  readonly preferred: 'webgpu' | 'cpu';
  /** `least`: only what WebGPU promises everywhere, as a small phone has it. Default: all that the adapter has. */
  readonly limits?: 'all' | 'least';
  /** The device was lost or rejected a command after it was opened; what is on it can no longer be trusted. Called at most once. */
  readonly onFailure: (report: ErrorReport) => void;
}

export interface OpenDevice {
  readonly report: DeviceReport;
  /** Frees every buffer and the device. tfjs has no backend of ours afterwards. */
  dispose(): void;
}

/** What is worth having when the adapter has it. */
const FEATURES: readonly GPUFeatureName[] = ['shader-f16', 'subgroups', 'timestamp-query'];
/** Asked for at the adapter's maximum: WebGPU's defaults (128 MiB bindings, 8 storage buffers) refuse models that would fit. */
const LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupsPerDimension',
] as const;

/**
 * The one place that asks for a device. Makes tfjs run on WebGPU with a device of our own, or on tfjs's `cpu` backend, with the reason,
 * where WebGPU cannot be had. Works on a page, in a dedicated worker, and in Node after `setUpNodeWebGpu`. Never throws for a missing GPU.
 */
export async function openDevice({ preferred, onFailure, limits = 'all' }: OpenOptions): Promise<OpenDevice> {
  if (preferred === 'cpu') return openCpu('The cpu backend was asked for.');
  const gpu = typeof navigator === 'undefined' ? undefined : (navigator.gpu as GPU | undefined);
  if (!gpu) return openCpu(webgpuRemedy(userAgent()));
  let adapter: GPUAdapter | null;
  let device: GPUDevice;
  try {
    adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter) return openCpu(webgpuRemedy(userAgent()));
    device = await adapter.requestDevice(limits === 'all' ? wanted(adapter) : { label: 'Loam' });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return openCpu(`The GPU refused to open (${reason}). Close other GPU-heavy tabs and reload the page.`);
  }
  return openWebgpu(adapter, device, onFailure);
}

function wanted(adapter: GPUAdapter): GPUDeviceDescriptor {
  return {
    label: 'Loam',
    requiredFeatures: FEATURES.filter((feature) => adapter.features.has(feature)),
    requiredLimits: Object.fromEntries(LIMITS.map((limit) => [limit, adapter.limits[limit]])),
  };
}

async function openWebgpu(
  adapter: GPUAdapter,
  device: GPUDevice,
  onFailure: OpenOptions['onFailure'],
): Promise<OpenDevice> {
  let open = true;
  const fail = (code: string, what: string, remedy: string) => {
    if (!open) return;
    open = false;
    onFailure({ code, what, where: 'GPU', remedy });
  };
  void device.lost.then((info) =>
    fail(
      'gpu/lost',
      `The GPU device was lost (${info.message || info.reason})`,
      'Start again from the last checkpoint; a smaller batch size needs less memory.',
    ),
  );
  const onError = ({ error }: GPUUncapturedErrorEvent) => {
    const memory = typeof GPUOutOfMemoryError !== 'undefined' && error instanceof GPUOutOfMemoryError;
    if (memory) fail('gpu/out-of-memory', 'The GPU is out of memory', 'Choose a smaller batch, context or model.');
    else fail('gpu/rejected', `The GPU rejected a command: ${error.message}`, 'Reload; if it stays, train on the cpu.');
  };
  device.addEventListener('uncapturederror', onError);

  // tfjs registers its own factory only where navigator.gpu existed when it was imported.
  if (tf.findBackendFactory('webgpu')) tf.removeBackend('webgpu');
  tf.registerBackend('webgpu', () => new WebGPUBackend(device, adapter.info), 3);
  // Off: tfjs would compute small tensors on the host, with other rounding than the GPU's and invisible to a recorded step.
  tf.env().set('WEBGPU_CPU_FORWARD', false);
  await tf.setBackend('webgpu');
  await tf.ready();
  const report = webgpuReport(adapter, device);
  setTraits(device, {
    software: report.software,
    subgroups: device.features.has('subgroups'),
    ...(adapter.info.subgroupMinSize ? { subgroupSize: adapter.info.subgroupMinSize } : {}),
    half: device.features.has('shader-f16'),
  });
  return {
    report,
    dispose() {
      open = false;
      device.removeEventListener('uncapturederror', onError);
      if (tf.findBackendFactory('webgpu')) tf.removeBackend('webgpu');
      device.destroy();
    },
  };
}

async function openCpu(remedy: string): Promise<OpenDevice> {
  await tf.setBackend('cpu');
  await tf.ready();
  // tfjs prints an advertisement for its Node addon on first use; this is its own switch for that.
  Object.assign(tf.backend(), { firstUse: false });
  return { report: cpuReport(remedy), dispose() {} };
}

function userAgent(): string {
  return typeof navigator === 'undefined' ? '' : (navigator.userAgent ?? '');
}
