import { beforeAll, expect, test } from 'vitest';
import { useCpu } from '@/ml/testing/use-cpu';
import { goldenNames, readGolden } from '../../e2e/golden/read-golden';
import { replayGolden } from '../../e2e/golden/replay-golden';

beforeAll(useCpu);

// Ours rounds to float32 (6e-8 relative) after every op, PyTorch's golden numbers are float64: ten steps stay well below 1e-4.
test.each(goldenNames)('%s: logits and ten AdamW steps are PyTorch’s', async (name) => {
  const difference = await replayGolden(readGolden(name));
  expect(difference.learningRates).toBeLessThan(1e-12);
  expect(difference.logits).toBeLessThan(1e-5);
  expect(difference.losses).toBeLessThan(1e-5);
  expect(difference.gradientNorms).toBeLessThan(1e-4);
  expect(Object.keys(difference.weights).length).toBeGreaterThan(15);
  for (const [parameter, relative] of Object.entries(difference.weights))
    expect(relative, parameter).toBeLessThan(1e-4);
});

test('a wrong model is found out', async () => {
  const golden = readGolden('gpt2');
  const shifted = { ...golden, config: { ...golden.config, layer_norm_epsilon: 1e-3 } };
  expect((await replayGolden(shifted)).logits).toBeGreaterThan(1e-5);
});
