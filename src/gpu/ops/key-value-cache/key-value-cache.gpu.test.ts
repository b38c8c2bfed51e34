import { describe, test } from 'vitest';
import { useTestDevice } from '../../testing/kernel-suite';
import { cases, expectAppended } from './cases';

describe('appendKeyValues, WGSL', () => {
  const { device } = useTestDevice();
  for (const one of cases) {
    test(one.name, () => expectAppended(one));
    for (const half of [
      { cache: true, rows: true },
      { cache: false, rows: true },
      { cache: true, rows: false },
    ])
      test(`${one.name}, f16: ${Object.entries(half).flatMap(([name, on]) => (on ? [name] : []))}`, async (context) => {
        if (!device().features.has('shader-f16')) context.skip('this adapter has no shader-f16');
        await expectAppended(one, half);
      });
  }
});
