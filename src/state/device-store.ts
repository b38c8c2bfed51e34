import { create } from 'zustand';
import type { ErrorReport } from '@/base/errors';
import type { DeviceReport } from '@/schema/device';

interface DeviceState {
  /** Absent until the train worker has asked for a device. */
  readonly report?: DeviceReport;
  readonly error?: ErrorReport | undefined;
  /** Training FLOPs a second reached by an earlier run on the adapter of that name; basis of estimates. */
  readonly measured?: { readonly name: string; readonly flopsPerSecond: number };
}

const KEY = 'loam.measured';

export const useDeviceStore = create<DeviceState>(() => ({ ...readMeasured() }));

/** The train client tells what it got; every status repeats it, so the same device changes nothing. */
export function setDeviceReport(report: DeviceReport): void {
  const before = useDeviceStore.getState().report;
  if (before?.kind !== report.kind || before.name !== report.name || before.remedy !== report.remedy)
    useDeviceStore.setState({ report, error: undefined });
}

export function setDeviceError(error: ErrorReport): void {
  useDeviceStore.setState({ error });
}

/** Remembers a run's speed for the next estimate. */
export function recordThroughput(tokensPerSecond: number, flopsPerToken: number): void {
  const { report } = useDeviceStore.getState();
  const flopsPerSecond = tokensPerSecond * flopsPerToken;
  if (!report || !Number.isFinite(flopsPerSecond) || flopsPerSecond <= 0) return;
  const measured = { name: report.name, flopsPerSecond };
  useDeviceStore.setState({ measured });
  localStorage.setItem(KEY, JSON.stringify(measured));
}

/** Seconds of training as a range, when a run on this adapter was measured. Small models keep a GPU less busy than large ones: -30 %, +60 %. */
export function estimateSeconds(state: DeviceState, flops: number): { from: number; to: number } | undefined {
  if (!state.report || state.measured?.name !== state.report.name) return undefined;
  const seconds = flops / state.measured.flopsPerSecond;
  return { from: seconds * 0.7, to: seconds * 1.6 };
}

function readMeasured(): Pick<DeviceState, 'measured'> {
  try {
    const raw: unknown = JSON.parse(globalThis.localStorage?.getItem(KEY) ?? 'null');
    if (typeof raw !== 'object' || raw === null || !('name' in raw) || !('flopsPerSecond' in raw)) return {};
    const { name, flopsPerSecond } = raw;
    return typeof name === 'string' && typeof flopsPerSecond === 'number' && flopsPerSecond > 0
      ? { measured: { name, flopsPerSecond } }
      : {};
  } catch {
    // A damaged measurement only costs the estimate.
    return {};
  }
}
