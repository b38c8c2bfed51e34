import { type ErrorReport, LoamError } from '@/base/errors';
import { type OpenDevice, openDevice } from '@/gpu/device';
import { setUpNodeWebGpu } from '@/gpu/node-webgpu';
import type { Terminal } from './terminal';

/** An open device. `failed` rejects when it is lost: race everything that waits for it. */
export interface CliDevice {
  readonly report: OpenDevice['report'];
  readonly failed: Promise<never>;
  /** Frees everything; the process can end then. */
  dispose(): void;
}

/** Opens what was asked for; asked for nothing, WebGPU or else the cpu, said on the terminal. Throws LoamError `gpu/...`. */
export async function openCliDevice(asked: string | undefined, terminal: Terminal): Promise<CliDevice> {
  let fail: (error: Error) => void = () => {};
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  // Nobody may be waiting when it happens.
  failed.catch(() => {});
  const onFailure = (report: ErrorReport) => fail(new LoamError(report));
  const wantsGpu = asked !== 'cpu';
  let release = () => {};
  if (wantsGpu) {
    try {
      ({ release } = await setUpNodeWebGpu());
    } catch (error) {
      if (asked === 'webgpu' || !(error instanceof LoamError)) throw error;
      terminal.err(`${error.report.what}: training and evaluation run on the cpu.\n`);
      return { ...(await openDevice({ preferred: 'cpu', onFailure })), failed };
    }
  }
  const device = await openDevice({ preferred: wantsGpu ? 'webgpu' : 'cpu', onFailure });
  const dispose = () => {
    device.dispose();
    release();
  };
  if (wantsGpu && device.report.kind === 'cpu') {
    if (asked === 'webgpu') {
      dispose();
      throw new LoamError({
        code: 'gpu/none',
        what: 'There is no WebGPU device',
        where: '--device webgpu',
        remedy: 'Install a Vulkan driver for the GPU, or use --device cpu.',
      });
    }
    terminal.err('There is no WebGPU device: this runs on the cpu.\n');
  }
  return { report: device.report, failed, dispose };
}
