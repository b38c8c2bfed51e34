import { cast } from '@/gpu/ops/cast';
import { dropout, dropoutAdd } from '@/gpu/ops/dropout';
import { gelu } from '@/gpu/ops/gelu';
import { siluGate } from '@/gpu/ops/silu-gate';
import { floats, input } from '@/gpu/testing/op-case';
import { stockOps } from '../peers/stock-ops';
import type { OpBench } from './entry';
import { tf } from './studio-tfjs';

const stock = stockOps(tf);
const RATE = 0.1;

/** What works on each element alone. Bytes: each tensor read or written once. */
function elementwise(rows: number, columns: number): OpBench[] {
  const bytes = 4 * rows * columns;
  const shape = `${rows} x ${columns}`;
  const x = () => floats([rows, columns], 1);
  const y = () => floats([rows, columns], 2);
  return [
    {
      folder: 'gelu',
      name: 'GELU',
      shape,
      inputs: () => ({ x: x() }),
      parameters: ['x'],
      forward: { bytes: 2 * bytes },
      both: { bytes: 5 * bytes },
      ours: (t) => gelu(input(t, 'x')),
      stock: (t) => stock.gelu(input(t, 'x')),
    },
    {
      folder: 'silu-gate',
      name: 'SiLU gate',
      shape,
      inputs: () => ({ gate: x(), up: y() }),
      parameters: ['gate', 'up'],
      forward: { bytes: 3 * bytes },
      both: { bytes: 8 * bytes },
      ours: (t) => siluGate(input(t, 'gate'), input(t, 'up')),
      stock: (t) => {
        const gate = input(t, 'gate');
        return gate.sigmoid().mul(gate).mul(input(t, 'up'));
      },
    },
    // tfjs draws its random numbers in JavaScript.
    {
      folder: 'dropout',
      name: 'dropout',
      shape,
      inputs: () => ({ x: x() }),
      parameters: ['x'],
      forward: { bytes: 2 * bytes },
      both: { bytes: 4 * bytes },
      ours: (t) => dropout(input(t, 'x'), RATE, 1, 2),
      stock: (t) => tf.dropout(input(t, 'x'), RATE),
      random: true,
    },
    {
      folder: 'dropout',
      name: 'dropout, residual',
      shape,
      inputs: () => ({ x: x(), branch: y() }),
      parameters: ['x', 'branch'],
      forward: { bytes: 3 * bytes },
      both: { bytes: 5 * bytes },
      ours: (t) => dropoutAdd(input(t, 'x'), input(t, 'branch'), RATE, 1, 2),
      stock: (t) => input(t, 'x').add(tf.dropout(input(t, 'branch'), RATE)),
      random: true,
    },
    // Halves are ours alone: tfjs on WebGPU has float32 only.
    {
      folder: 'cast',
      name: 'cast to f16 and back',
      shape,
      inputs: () => ({ x: x() }),
      parameters: ['x'],
      forward: { bytes: 3 * bytes },
      both: { bytes: 6 * bytes },
      ours: (t) => cast(cast(input(t, 'x'), 'f16'), 'f32'),
    },
  ];
}

export const ELEMENTS: readonly OpBench[] = elementwise(2048, 512);
