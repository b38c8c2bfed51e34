import type { OnProgress } from '@/base/progress';
import type { DeviceReport } from '@/schema/device';
import type { Profile, ProfiledCommand } from '@/schema/profile';
import type { Plan } from '../graph/plan';
import type { Program } from '../graph/program';
import type { Command } from '../graph/recording';
import { guarded } from '../guarded';
import { captureStep } from './capture-step';
import { opOf, planMemory } from './plan-memory';
import { replayMs, timeByClock, timeByRepeats } from './time-step';

export interface ProfileOptions {
  readonly report: DeviceReport;
  /** The step's weights and state by name, as for `Program.compile`. Copied, never written. */
  readonly externals: ReadonlyMap<string, GPUBuffer>;
  /** Fills the step's inputs; with zeros, ids all point to one row. */
  fill?(program: Program): void;
  readonly onProgress?: OnProgress;
  readonly signal?: AbortSignal;
  /** Milliseconds for timing; each dispatch is timed at least once. */
  readonly budgetMs?: number;
  /** False: as on an adapter without the `timestamp-query` feature. */
  readonly timestamps?: boolean;
}

/**
 * Runs a plan's step on copies of its weights, times every dispatch and says where time and memory go. Takes as much memory again as the
 * program that trains (weights, state and arenas) and frees it. What tfjs still holds back must have been submitted; nothing else may use the
 * device meanwhile. Rejects with the driver's message, out of memory included, and with the signal's reason.
 */
export function profilePlan(plan: Plan, device: GPUDevice, options: ProfileOptions): Promise<Profile> {
  const { report, externals, fill, onProgress, signal, budgetMs = 4000 } = options;
  const watch = { ...(onProgress && { onProgress }), ...(signal && { signal }), budgetMs };
  return guarded(device, async () => {
    const scratch = copiesOf(device, externals);
    try {
      const captured = await captureStep(plan, device, scratch, {
        ...(fill && { fill }),
        ...(onProgress && { onProgress }),
      });
      try {
        signal?.throwIfAborted();
        const { steps } = captured;
        const stepMs = await replayMs(device, steps);
        const clocked = (options.timestamps ?? true) && device.features.has('timestamp-query');
        const times =
          (clocked && (await timeByClock(device, steps, watch))) || (await timeByRepeats(device, steps, watch));
        const { name, vendor, architecture, software } = report;
        return {
          version: 1,
          createdAt: new Date().toISOString(),
          device: { name, vendor, architecture, software },
          timing: times.timing,
          stepMs,
          commands: plan.commands.map((command, i) => profiled(command, times.ms[i])),
          memory: planMemory(plan),
        };
      } finally {
        captured.dispose();
      }
    } finally {
      for (const buffer of scratch.values()) buffer.destroy();
    }
  });
}

function profiled(command: Command, ms: number | undefined): ProfiledCommand {
  const time = ms === undefined ? {} : { ms };
  const op = opOf(command);
  if (command.kind === 'copy') {
    const { sizeBytes: bytes } = command;
    return {
      kind: 'copy',
      op,
      scope: '',
      phase: 'forward',
      label: op,
      workgroups: [0, 0, 0],
      bytes,
      flops: 0,
      ...time,
    };
  }
  const { note, pipeline, workgroups, bindings } = command;
  const bound = new Map(bindings.map((b) => [`${b.buffer.id} ${b.offset}`, b.access === 'uniform' ? 0 : b.sizeBytes]));
  return {
    kind: 'dispatch',
    op,
    scope: note?.scope ?? '',
    phase: note?.phase ?? 'forward',
    label: pipeline.label,
    workgroups: [...workgroups],
    bytes: [...bound.values()].reduce((sum, bytes) => sum + bytes, 0),
    flops: note?.flops ?? 0,
    ...time,
  };
}

/** Two names of one buffer stay two names of one. */
function copiesOf(device: GPUDevice, originals: ReadonlyMap<string, GPUBuffer>): Map<string, GPUBuffer> {
  const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage;
  const copies = new Map<GPUBuffer, GPUBuffer>();
  const encoder = device.createCommandEncoder();
  for (const original of new Set(originals.values())) {
    const copy = device.createBuffer({ size: original.size, usage: STORAGE | COPY_SRC | COPY_DST });
    encoder.copyBufferToBuffer(original, 0, copy, 0, original.size);
    copies.set(original, copy);
  }
  device.queue.submit([encoder.finish()]);
  return new Map(
    [...originals].flatMap(([name, original]) => {
      const copy = copies.get(original);
      return copy ? [[name, copy] as const] : [];
    }),
  );
}
