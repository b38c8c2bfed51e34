import type { DeviceTraits } from '../device-traits';
import { elementwiseLaunch, elementwiseWgsl } from '../elementwise';

/**
 * Elementwise kernels over large tensors, four elements an invocation: 2.4 times one at a time on lavapipe (AdamW, 0.2M elements, 2.4 ms
 * against 5.9), where every load is checked for itself.
 */

/** For tensors of any size: `wide` when they may be bound as vec4f. The body of `elementwiseWgsl` is the same for both. */
export function wideLaunch(size: number, traits: DeviceTraits) {
  const wide = size % 4 === 0;
  return { ...elementwiseLaunch(wide ? size / 4 : size, traits), variant: { wide } };
}
export type WideVariant = ReturnType<typeof wideLaunch>['variant'];

/** Binding types of a wide kernel. */
export function wideTypes<N extends string>(
  { wide }: WideVariant,
  ...names: readonly N[]
): Partial<Record<N, 'vec4f'>> {
  return wide ? (Object.fromEntries(names.map((name) => [name, 'vec4f'])) as Partial<Record<N, 'vec4f'>>) : {}; // fromEntries forgets the keys
}

/** For flat tensors of one layout, whose size is a multiple of 64. */
export function flatLaunch(layout: { readonly size: number }, traits: DeviceTraits) {
  return elementwiseLaunch(layout.size / 4, traits);
}

export interface FlatKernel {
  /** The constant whose first entries are those of `blockTable` in their lowest 8 bits. Default `blocks`. */
  readonly table?: string;
  /** WGSL of the four elements' index in bindings of another layout, by name; `i` where not named. */
  readonly at?: Readonly<Record<string, string>>;
  readonly functions?: string;
}

/**
 * A kernel over flat tensors bound as vec4f. `body` is WGSL with the index `i` of four elements and `block`, the table's entry for them; `stores` says
 * which WGSL value each written binding gets. Elements between parts keep their bits.
 */
export function flatWgsl(
  body: string,
  stores: Readonly<Record<string, string>>,
  { table = 'blocks', at = {}, functions = '' }: FlatKernel = {},
): string {
  const puts = (stored: (name: string, index: string, value: string) => string) =>
    Object.entries(stores)
      .map(([name, value]) => `put_${name}(${at[name] ?? 'i'}, ${stored(name, at[name] ?? 'i', value)});`)
      .join(' ');
  return elementwiseWgsl(
    `
  let block = ${table}[i / 16u];
  let inside = (block & 127) - 4 * i32(i % 16u);
  if (inside <= 0) { return; }
  ${body}
  if (inside >= 4) { ${puts((_name, _index, value) => value)} } else {
    let mine = vec4<i32>(0, 1, 2, 3) < vec4<i32>(inside);
    ${puts((name, index, value) => `select(get_${name}(${index}), ${value}, mine)`)}
  }`,
    functions,
  );
}
