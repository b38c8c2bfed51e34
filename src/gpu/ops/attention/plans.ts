import { backend, getBackend, type Tensor } from '@tensorflow/tfjs';
import { webgpuInternals } from '../../backend';
import { traitsOf } from '../../device-traits';
import { anyHalf } from '../../op';
import { choose, type Workload } from '../../tuning';
import type { RowSettings } from './rows';
import type { Plan } from './variant';

/** What a tuner times: the forward kernel, or both that go backward. */
export interface Question {
  readonly phase: 'forward' | 'backward';
  readonly settings: Omit<RowSettings, 'offset'>;
  /** Whether results are stored as f16. */
  readonly half: boolean;
  /** The tensors at hand, by name. */
  readonly inputs: Readonly<Record<string, Tensor>>;
  /** Does it anew with others of the same shapes and types. */
  again(inputs: Readonly<Record<string, Tensor>>): Tensor | readonly Tensor[];
}

/**
 * Which way the kernels go. Software adapters: straight from storage, two rows and eight keys at a time, by measurement (see docs/log.md). GPUs: what was
 * found to be fastest; through workgroup memory where nothing was measured.
 */
export function planOf(question: Question): Plan {
  if (getBackend() !== 'webgpu') return direct(2, 8, false);
  const { software, subgroups = false } = traitsOf(webgpuInternals(backend()).device);
  if (software) return direct(2, 8, subgroups);
  // Few rows fill no tile: decoding has one.
  const candidates: readonly Plan[] = [{ kind: 'tiled' }, direct(1, 4, subgroups), direct(2, 8, subgroups)];
  return choose({ key: keyOf(question), candidates, workload: () => workloadOf(question) });
}

const direct = (rows: number, step: number, subgroups: boolean): Plan => ({ kind: 'direct', rows, step, subgroups });

function keyOf({ phase, settings, half, inputs }: Question): string {
  const { layout, batch, heads, keyHeads, causal } = settings;
  const shapes = Object.entries(inputs).map(([name, t]) => `${name} [${t.shape}] ${anyHalf(t) ? 'f16' : t.dtype}`);
  const mask = causal ? 'causal' : 'full';
  return `attention ${layout} ${mask} B${batch} H${heads}/${keyHeads} ${phase}: ${shapes.join(', ')}${half ? ' to f16' : ''}`;
}

/** Not the tensors: an open choice outlives them. */
function workloadOf({ settings, inputs, again }: Question): Workload {
  const described = Object.entries(inputs).map(([name, tensor]): [string, Workload['inputs'][string]] => {
    if (name !== 'lengths') return [name, { shape: tensor.shape, type: anyHalf(tensor) ? 'f16' : 'f32' }];
    const most = inputs.k ?? inputs.q;
    const keys = (most?.shape[0] ?? 0) / settings.batch;
    return [name, { shape: tensor.shape, type: 'i32', values: () => new Int32Array(settings.batch).fill(keys) }];
  });
  return { inputs: Object.fromEntries(described), run: again };
}
