import { expect, test } from 'vitest';
import { describeReference } from '../../testing/reference-suite';
import { cases } from './cases';
import { matMulReference } from './reference';

describeReference('matMul', cases);

test('a product worked out by hand, in all four layouts', () => {
  // [1 2; 3 4; 5 6] [7 8 9; 10 11 12]
  const a = { plain: [1, 2, 3, 4, 5, 6], turned: [1, 3, 5, 2, 4, 6] };
  const b = { plain: [7, 8, 9, 10, 11, 12], turned: [7, 10, 8, 11, 9, 12] };
  for (const transposeA of [false, true]) {
    for (const transposeB of [false, true]) {
      const c = matMulReference(
        Float64Array.from(transposeA ? a.turned : a.plain),
        Float64Array.from(transposeB ? b.turned : b.plain),
        Float64Array.of(100, 0, 0),
        { batch: 1, m: 3, n: 3, k: 2, transposeA, transposeB },
      );
      expect([...c]).toEqual([127, 30, 33, 161, 68, 75, 195, 106, 117]);
    }
  }
});
