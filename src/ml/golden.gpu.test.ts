import { describe, expect, test } from 'vitest';
import { useTestDevice } from '@/gpu/testing/kernel-suite';
import { goldenNames, readGolden } from '../../e2e/golden/read-golden';
import { replayGolden } from '../../e2e/golden/replay-golden';

// float32 throughout: one op against doubles stays within 1e-5 (FLOAT32 in gpu/testing), a forward pass chains about thirty of them, and
// AdamW divides by the root of its own noisy average, ten times over. 1e-3 after ten steps; a missing term shows as 1e-1 and more.
describe('on WebGPU', () => {
  useTestDevice();

  test.each(goldenNames)('%s: logits and ten AdamW steps are PyTorch’s, through the compiled step', async (name) => {
    const difference = await replayGolden(readGolden(name));
    expect(difference.logits).toBeLessThan(1e-4);
    expect(difference.losses).toBeLessThan(1e-4);
    expect(difference.gradientNorms).toBeLessThan(1e-3);
    for (const [parameter, relative] of Object.entries(difference.weights))
      expect(relative, parameter).toBeLessThan(1e-3);
  });
});
