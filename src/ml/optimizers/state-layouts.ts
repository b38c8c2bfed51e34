import { type FlatLayout, flatLayout } from '@/gpu/flat/layout';
import { sizeOf } from '@/gpu/numbers';
import type { OptimizedParameter, OptimizerEntry } from './entry';

type Declared = Pick<OptimizerEntry, 'slots' | 'slotShape'>;

/** How an optimizer's state lies in one flat tensor a slot, by slot. */
export function slotLayouts(entry: Declared, parameters: readonly OptimizedParameter[]): Map<string, FlatLayout> {
  return new Map(
    entry.slots.map((slot) => [
      slot,
      flatLayout(parameters.map((one) => ({ name: one.name, shape: entry.slotShape?.(slot, one) ?? one.shape }))),
    ]),
  );
}

/** Numbers that an optimizer keeps between steps: what a memory estimate counts, 4 bytes each. */
export function stateElements(entry: Declared, parameters: readonly OptimizedParameter[]): number {
  const shapes = entry.slots.flatMap((slot) => parameters.map((one) => entry.slotShape?.(slot, one) ?? one.shape));
  return shapes.reduce((sum, shape) => sum + sizeOf(shape), 0);
}
