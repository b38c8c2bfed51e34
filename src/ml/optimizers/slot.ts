import type { Tensor } from '@tensorflow/tfjs';
import type { FlatLayout } from '@/gpu/flat/layout';
import type { Update } from './entry';

/** A slot with its layout. A missing one is a programming error: entry and code disagree. */
export function slotOf(state: Update['state'], name: string): { readonly layout: FlatLayout; readonly values: Tensor } {
  const found = state.get(name);
  if (!found) throw new Error(`no optimizer state "${name}"`);
  return found;
}

/** A slot's flat tensor. */
export function slot(state: Update['state'], name: string): Tensor {
  return slotOf(state, name).values;
}
