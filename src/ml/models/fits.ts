import type { DeviceReport } from '@/schema/device';
import { type MemoryEstimate, memoryEstimate } from './estimate';

/** Why a run cannot be held by a device, and what could. */
export interface FitProblem {
  /** The limit's WebGPU name, or `memory` for the cpu backend's budget. */
  readonly limit: string;
  readonly allowedBytes: number;
  readonly wantedBytes: number;
  /** One sentence with the numbers. */
  readonly what: string;
  /** One sentence: the largest batch size or context that fits. */
  readonly remedy: string;
}

/** The cpu backend keeps everything in one JavaScript heap; more than this slows to a crawl or ends the tab. */
export const CPU_BUDGET_BYTES = 2 * 2 ** 30;

/** Empty when the run fits. Total GPU memory cannot be asked for in WebGPU, so only what the adapter states is checked. */
export function fits(estimate: MemoryEstimate, report: DeviceReport): FitProblem[] {
  if (report.kind === 'cpu') {
    if (estimate.total <= CPU_BUDGET_BYTES) return [];
    return [problem(estimate, 'memory', CPU_BUDGET_BYTES, estimate.total, 'The run', (other) => other.total)];
  }
  const tensor = (e: MemoryEstimate) => e.largestTensor.bytes;
  return ['maxStorageBufferBindingSize', 'maxBufferSize'].flatMap((limit) => {
    const allowed = report.limits[limit];
    if (allowed === undefined || tensor(estimate) <= allowed) return [];
    return [problem(estimate, limit, allowed, tensor(estimate), `The tensor "${estimate.largestTensor.name}"`, tensor)];
  });
}

function problem(
  estimate: MemoryEstimate,
  limit: string,
  allowedBytes: number,
  wantedBytes: number,
  subject: string,
  measure: (estimate: MemoryEstimate) => number,
): FitProblem {
  const where = limit === 'memory' ? 'the cpu backend is given' : `this adapter allows (${limit})`;
  return {
    limit,
    allowedBytes,
    wantedBytes,
    what: `${subject} needs ${mib(wantedBytes)}; ${where} ${mib(allowedBytes)}`,
    remedy: remedy(estimate, (other) => measure(other) <= allowedBytes),
  };
}

function remedy(estimate: MemoryEstimate, ok: (estimate: MemoryEstimate) => boolean): string {
  const { entry, shape, setup } = estimate;
  const withBatch = (batchSize: number) => memoryEstimate(entry, shape, { ...setup, batchSize });
  const batch = largestWhere(setup.batchSize, (n) => ok(withBatch(n)));
  if (batch > 0) {
    const accumulation = Math.ceil((setup.batchSize * (setup.accumulation ?? 1)) / batch);
    return `A batch size of ${batch} fits; with gradient accumulation of ${accumulation} it learns the same.`;
  }
  const context = shape.options.contextLength;
  const withContext = (contextLength: number) =>
    memoryEstimate(entry, { ...shape, options: { ...shape.options, contextLength } }, { ...setup, batchSize: 1 });
  const length = typeof context === 'number' ? largestWhere(context, (n) => ok(withContext(n))) : 0;
  if (length >= 8) return `With a batch size of 1, a context length of ${length} fits.`;
  return 'Take a smaller preset, or a smaller vocabulary or hidden size.';
}

/** Largest n in 1 .. most with `ok(n)`, for a property that holds up to some n; 0 when not even 1 will do. */
function largestWhere(most: number, ok: (n: number) => boolean): number {
  let low = 0;
  let high = most;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (ok(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

function mib(bytes: number): string {
  const value = bytes / 2 ** 20;
  return `${value >= 100 ? Math.round(value) : value.toPrecision(3)} MiB`;
}
