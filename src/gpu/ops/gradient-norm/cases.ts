import { type FlatLayout, flatLayout } from '../../flat/layout';
import { flatFloats, flatOf, ODD_PARTS } from '../../flat/testing/odd-parts';

export interface NormCase {
  readonly name: string;
  readonly layout: FlatLayout;
  /** NaN between the parts. */
  readonly gradient: Float32Array;
}

const parts = (...shapes: number[][]) => flatLayout(shapes.map((shape, i) => ({ name: `${i}`, shape })));
const normal = (name: string, layout: FlatLayout, scale = 1): NormCase => ({
  name,
  layout,
  gradient: flatFloats(layout, 1, scale),
});

export const cases: readonly NormCase[] = [
  normal('one number', parts([1])),
  normal('parts below, at and over a block', ODD_PARTS),
  normal('17 tensors', parts(...Array.from({ length: 17 }, (_, i) => [i + 1, 64]))),
  normal('longer than one sweep of the workgroups', parts([150_001], [9001])),
  normal('large', parts([3, 5], [7]), 1e6),
  { name: 'zeros', layout: parts([4, 4], [3]), gradient: flatOf(parts([4, 4], [3]), () => 0) },
];
