import { elementwiseWgsl } from '../../elementwise';

export interface AppendVariant {
  /** Four columns an invocation. */
  readonly wide: boolean;
}

/** One invocation a column, or four, of the new rows' keys and values. */
export function appendWgsl(): string {
  return elementwiseWgsl(`
  let column = i % u.kept;
  let row = i / u.kept;
  let to = (row / u.time) * u.capacity + u.offset + row % u.time;
  put_cache(to * u.kept + column, get_rows((row + 1u) * u.columns - u.kept + column));`);
}
