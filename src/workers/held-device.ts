import type { ErrorReport } from '@/base/errors';
import type { OpenDevice, OpenOptions } from '@/gpu/device';
import type { DeviceReport } from '@/schema/device';

/** The worker's one device. One that was lost is asked for again when something is to be computed. */
export class HeldDevice {
  private device: OpenDevice | undefined;
  private lost: ErrorReport | undefined;
  private listener: (report: ErrorReport) => void = () => {};

  constructor(
    private readonly openDevice: (options: OpenOptions) => Promise<OpenDevice>,
    private readonly preferred: 'webgpu' | 'cpu',
  ) {}

  /** Why the device cannot be trusted any more; nothing while it can. */
  get failure(): ErrorReport | undefined {
    return this.lost;
  }

  get report(): DeviceReport {
    if (!this.device) throw new Error('the device is not open yet');
    return this.device.report;
  }

  async open(): Promise<DeviceReport> {
    this.device?.dispose();
    this.lost = undefined;
    this.device = await this.openDevice({
      preferred: this.preferred,
      onFailure: (report) => {
        this.lost = report;
        this.listener(report);
      },
    });
    return this.device.report;
  }

  /** Rejects when the device fails; never resolves. For racing against what is computed on it. */
  failing(error: (report: ErrorReport) => Error): Promise<never> {
    return new Promise((_, reject) => {
      this.listener = (report) => reject(error(report));
    });
  }
}
