import { describe, expect, test } from 'vitest';
import { parseOptions } from '@/base/options';
import { trainingOptions } from '../trainer/options';
import { models } from '.';
import type { ModelShape } from './entry';
import { parameterCount } from './estimate';

const shapeOf = (id: string, options: ModelShape['options'], vocabularySize = 1000): ModelShape => ({
  options: parseOptions(models.get(id).options, options).values,
  vocabularySize,
});

describe.each(models.entries.map((entry) => [entry.id, entry] as const))('%s', (id, entry) => {
  test('has presets from 0.1M to 30M parameters, all of them possible', () => {
    expect(entry.presets.length).toBeGreaterThanOrEqual(5);
    const counts = entry.presets.map(({ options, training = {}, promise }) => {
      expect(parseOptions(trainingOptions, training).problems).toEqual([]);
      expect(promise.length).toBeLessThan(90);
      expect(parseOptions(entry.options, options).problems).toEqual([]);
      expect(entry.problems(shapeOf(id, options))).toEqual([]);
      return parameterCount(entry, shapeOf(id, options));
    });
    expect(counts[0]).toBeLessThan(200_000);
    expect(counts.at(-1)).toBeGreaterThan(20_000_000);
    expect(counts.at(-1)).toBeLessThan(31_000_000);
    expect([...counts].sort((a, b) => a - b)).toEqual(counts);
  });

  test('labels say the parameter count, with a vocabulary that suits the size', () => {
    entry.presets.forEach(({ id: preset, label, options }) => {
      const said = Number(/([\d.]+)M$/.exec(label)?.[1]) * 1e6;
      const counts = [256, 8192].map((v) => parameterCount(entry, shapeOf(id, options, v)));
      expect(said, preset).toBeGreaterThan(0.7 * (counts[0] ?? 0));
      expect(said, preset).toBeLessThan(1.1 * (counts[1] ?? 0));
    });
  });

  test('parameter names are unique and decay spares norms and biases', () => {
    const specs = entry.parameters(shapeOf(id, {}));
    expect(new Set(specs.map((s) => s.name)).size).toBe(specs.length);
    for (const s of specs) expect(s.decay, s.name).toBe(s.shape.length === 2);
  });

  test('config.json and back is the same shape', () => {
    for (const { options } of entry.presets) {
      const shape = shapeOf(id, options, 777);
      const config = JSON.parse(JSON.stringify(entry.toHuggingFace(shape, { endOfTextId: 5 })));
      expect(config).toMatchObject({ model_type: id, vocab_size: 777, bos_token_id: 5, eos_token_id: 5 });
      expect(entry.fromHuggingFace(config)).toEqual(shape);
    }
  });

  test('a config of another family is refused', () => {
    expect(() => entry.fromHuggingFace({ model_type: 'bert' })).toThrow(/"bert"/);
    expect(() => entry.fromHuggingFace({ model_type: id })).toThrow(/not a positive whole number/);
  });

  test('heads must divide the hidden size', () => {
    const [problem] = entry.problems(shapeOf(id, { hidden: 96, heads: 5 }));
    expect(problem).toMatchObject({ option: 'heads', message: expect.stringContaining('4 do') });
  });

  test('unknown options and impossible vocabularies are named', () => {
    expect(entry.problems({ options: { depth: 3 }, vocabularySize: 10 })[0]?.option).toBe('depth');
    expect(entry.problems(shapeOf(id, {}, 1))[0]?.option).toBe('vocabularySize');
  });
});

test('llama: key/value heads divide heads, and rotary positions need an even head size', () => {
  const llama = models.get('llama');
  expect(llama.problems(shapeOf('llama', { heads: 4, kvHeads: 3 }))[0]?.option).toBe('kvHeads');
  expect(llama.problems(shapeOf('llama', { hidden: 24, heads: 8, kvHeads: 8 }))[0]?.message).toContain('24 / 8 is odd');
});

test('llama: parameters by the closed form', () => {
  // V C + L (2 C + 2 C C + 2 C Ckv + 3 C I) + C, plus V C untied.
  const options = { layers: 3, hidden: 48, heads: 4, kvHeads: 2, intermediate: 100 };
  const tied = 100 * 48 + 3 * (2 * 48 + 2 * 48 * 48 + 2 * 48 * 24 + 3 * 48 * 100) + 48;
  const llama = models.get('llama');
  expect(parameterCount(llama, shapeOf('llama', { ...options, tied: true }, 100))).toBe(tied);
  expect(parameterCount(llama, shapeOf('llama', { ...options, tied: false }, 100))).toBe(tied + 4800);
});

test('gpt2: the parameters of GPT-2 small are 124,439,808', () => {
  const options = { layers: 12, hidden: 768, heads: 12, intermediate: 3072, contextLength: 1024 };
  expect(parameterCount(models.get('gpt2'), shapeOf('gpt2', options, 50257))).toBe(124_439_808);
});

test('flops a token are 6 N + 12 L C T', () => {
  const gpt2 = models.get('gpt2');
  const shape = shapeOf('gpt2', { layers: 2, hidden: 64, heads: 4, intermediate: 256, contextLength: 64 }, 128);
  expect(gpt2.flopsPerToken(shape)).toBe(6 * (2 * 12 * 64 * 64 + 128 * 64) + 12 * 2 * 64 * 64);
});

test.each([
  { rope_scaling: { type: 'linear', factor: 2 } },
  { rope_parameters: { rope_type: 'yarn', rope_theta: 1e4 } },
  { attention_bias: true },
  { hidden_act: 'gelu' },
  { head_dim: 128 },
])('llama: a config with %j is refused by name', (extra) => {
  const config = models.get('llama').toHuggingFace(shapeOf('llama', {}), { endOfTextId: 0 });
  expect(() => models.get('llama').fromHuggingFace({ ...config, ...extra })).toThrow(Object.keys(extra)[0]);
});

test('llama: rope_theta is read from where transformers 4 and 5 write it', () => {
  const llama = models.get('llama');
  const config = llama.toHuggingFace(shapeOf('llama', { ropeTheta: 500 }), { endOfTextId: 0 });
  const { rope_parameters: _, ...four } = config;
  const { rope_theta: __, ...five } = config;
  for (const c of [four, five]) expect(llama.fromHuggingFace(c).options.ropeTheta).toBe(500);
});
