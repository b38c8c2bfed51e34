import { beforeAll, describe, test } from 'vitest';
import { setTraits } from '../../device-traits';
import { BOTH, describeKernel, FLOAT32, useTestDevice } from '../../testing/kernel-suite';
import { cachedCases, cachedName, expectCached } from './cached';
import { cases } from './rows-cases';

describeKernel('attention over rows', cases, BOTH);

describe.each(BOTH)('attention over a cache, WGSL, %o', (traits) => {
  const { device } = useTestDevice();
  beforeAll(() => setTraits(device(), traits));
  for (const one of cachedCases) test(cachedName(one), () => expectCached(one, FLOAT32));
});
