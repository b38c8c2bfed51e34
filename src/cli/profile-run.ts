import { profileTraining } from '@/ml/execution/profile-training';
import type { HostTensors } from '@/ml/execution/weights';
import { defineTraining } from '@/ml/trainer/define-training';
import type { ResolvedConfig } from '@/ml/trainer/resolve-config';
import type { CliDevice } from './devices';
import { diskTuning, webgpuPackage } from './kernel-cache';
import { profileReport } from './profile-report';
import type { ProgressBar } from './progress-bar';
import type { Terminal } from './terminal';

export const NO_PROFILE =
  'There will be no profile: it times the dispatches of a WebGPU device, and this runs on the cpu.';

/** The tables of where a step of this run spends time and memory, on the terminal. Needs WebGPU, with nothing else on the device. */
export async function profileRun(
  config: ResolvedConfig,
  weights: HostTensors,
  device: CliDevice,
  { terminal, bar }: { readonly terminal: Terminal; readonly bar: ProgressBar },
): Promise<void> {
  const taking = profileTraining(await defineTraining(config), weights, {
    report: device.report,
    kernels: { memory: diskTuning(), software: webgpuPackage() },
    onProgress: ({ label, done, total }) => bar.show(label, done, total),
    signal: terminal.interrupt,
  });
  const profile = await Promise.race([taking, device.failed]);
  bar.end();
  terminal.err(`\n${profileReport(profile)}`);
}
