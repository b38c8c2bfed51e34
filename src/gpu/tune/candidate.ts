import type { Tensor } from '@tensorflow/tfjs';
import { byteLength, type ElementType, isHalf, markHalf } from '../element-types';
import { type Plan, planRecording } from '../graph/plan';
import { record } from '../graph/record';
import { type BufferNode, type Command, writes } from '../graph/recording';
import { type Choice, tuningOf } from '../tuning';
import type { Sample } from './agree';
import { fromHalf } from './half-bits';

/** One candidate of a choice, recorded: its program, and where in the sample buffer parts of its results are. */
export interface Candidate {
  readonly candidate: unknown;
  /** Only the workload's own commands. */
  readonly plan: Plan;
  /** The same, then copies of parts of the results into the external `SAMPLE`. */
  readonly checked: Plan;
  readonly pieces: readonly Piece[];
  readonly sampleBytes: number;
  readonly changesInputs: boolean;
}

interface Piece {
  readonly output: number;
  readonly type: ElementType;
  readonly half: boolean;
  readonly from: number;
  readonly at: number;
  readonly sizeBytes: number;
  readonly elements: number;
}

/** External that a checked plan copies to; a name that no workload's input may have. */
export const SAMPLE = ' sample';

/** Larger results are compared at four places, of this many bytes each. */
const PIECE_BYTES = 1 << 18;

export async function recordCandidate(
  device: GPUDevice,
  adapterInfo: GPUAdapterInfo,
  { key, workload }: Choice<unknown>,
  candidate: unknown,
): Promise<Candidate> {
  const types: { type: ElementType; elements: number }[] = [];
  const { inputs, run } = workload();
  const recording = await record(device, adapterInfo, (tracer) =>
    tuningOf(device).force(key, candidate, () => {
      const tensors = Object.entries(inputs).map(([name, { shape, type }]): [string, Tensor] => {
        const tensor = tracer.external(name, shape, type === 'i32' ? 'int32' : 'float32');
        if (type === 'f16') markHalf(tensor.dataId);
        return [name, tensor];
      });
      const results = [run(Object.fromEntries(tensors))].flat();
      for (const tensor of results)
        types.push({
          type: isHalf(tensor) ? 'f16' : tensor.dtype === 'int32' ? 'i32' : 'f32',
          elements: tensor.size,
        });
      return Object.fromEntries(results.map((tensor, i) => [String(i), tensor]));
    }),
  );
  const half = [...types, ...Object.values(inputs)].some(({ type }) => type === 'f16');
  const pieces: Piece[] = [];
  let sampleBytes = 0;
  types.forEach(({ type, elements }, output) => {
    const width = type === 'f16' ? 2 : 4;
    for (const [from, to] of rangesOf(byteLength(elements, type))) {
      const count = Math.min(to / width, elements) - from / width;
      pieces.push({ output, type, half, from, at: sampleBytes, sizeBytes: to - from, elements: count });
      sampleBytes += to - from;
    }
  });
  const sample: BufferNode = {
    id: Number.MAX_SAFE_INTEGER,
    sizeBytes: sampleBytes,
    role: { kind: 'external', name: SAMPLE },
  };
  const copies = pieces.map(({ output, from, at, sizeBytes }): Command => {
    const node = recording.outputs.get(String(output));
    if (!node) throw new Error(`${key}: lost a result`);
    return { kind: 'copy', from: node, fromOffset: from, to: sample, toOffset: at, sizeBytes };
  });
  const whole = planRecording({ ...recording, commands: [...recording.commands, ...copies] }, device.limits);
  // The samples are what is read, so the program itself hands nothing back.
  const checked = { ...whole, outputs: new Map(), outputBytes: 0 };
  const commands = whole.commands.filter((command) => command.kind !== 'copy' || command.to !== sample);
  const changesInputs = commands.some((command) => writes(command).some((node) => node.role.kind === 'external'));
  return { candidate, plan: { ...checked, commands }, checked, pieces, sampleBytes, changesInputs };
}

/** The same work so many times over in one program: what that many replays would do. */
export function repeated(plan: Plan, times: number): Plan {
  return { ...plan, commands: Array.from({ length: times }, () => plan.commands).flat() };
}

/** What the candidate left in the sample buffer. */
export function samplesOf({ pieces }: Candidate, bytes: ArrayBuffer): Sample[] {
  return pieces.map(({ type, half, at, elements }) => {
    if (type === 'i32') return { half, values: new Int32Array(bytes, at, elements) };
    if (type === 'f32') return { half, values: new Float32Array(bytes, at, elements) };
    return { half, values: Float32Array.from(new Uint16Array(bytes, at, elements), fromHalf) };
  });
}

/** All of a result, or of a large one its two ends and two stretches between. */
function rangesOf(size: number): [from: number, to: number][] {
  if (size <= 4 * PIECE_BYTES) return [[0, size]];
  return [0, 1, 2, 3].map((i) => {
    const from = 4 * Math.floor((i * (size - PIECE_BYTES)) / 12);
    return [from, from + PIECE_BYTES];
  });
}
