import { Tokenizer } from '@huggingface/tokenizers';
import { safetensors } from '@jax-js/loaders';
import { chapter } from '../data/make-corpus';
import { expect, test, trainTiny } from './studio-test';

const NAMES = [
  'README.md',
  'config.json',
  'generation_config.json',
  'metrics.jsonl',
  'model.safetensors',
  'run.json',
  'special_tokens_map.json',
  'tokenizer.json',
  'tokenizer_config.json',
];

test('the zip holds a model that readers other than ours take', async ({ studio }) => {
  await trainTiny(studio, 12);
  await studio.go('Export');
  const files = await studio.export.take();
  const json = (name: string) => JSON.parse(new TextDecoder().decode(files[name]));
  expect(Object.keys(files).map((name) => name.replace(/^[^/]+\//, ''))).toEqual(expect.arrayContaining(NAMES));

  // Weights, by jax-js's reader: every tensor of the architecture, in its shape, finite and not constant.
  const config = json('config.json');
  expect(config).toMatchObject({ hidden_size: 32, num_hidden_layers: 1, max_position_embeddings: 32 });
  const { tensors, metadata } = safetensors.parse(new Uint8Array(files['model.safetensors'] ?? []));
  expect(metadata?.format).toBe('pt');
  const vocabulary: number = config.vocab_size;
  expect(tensors['model.embed_tokens.weight']?.shape).toEqual([vocabulary, 32]);
  expect(tensors['model.layers.0.self_attn.q_proj.weight']?.shape).toEqual([32, 32]);
  expect(tensors['model.norm.weight']?.shape).toEqual([32]);
  for (const [name, tensor] of Object.entries(tensors)) {
    expect(tensor.dtype, name).toBe('F32');
    const values = Array.from(tensor.data as Float32Array);
    expect(values.every(Number.isFinite), name).toBe(true);
    // Twelve steps moved every parameter off its initial constant.
    expect(new Set(values).size, name).toBeGreaterThan(1);
  }

  // The tokenizer, by Hugging Face's: text comes back, and the ids fit the table.
  const tokenizer = new Tokenizer(json('tokenizer.json'), json('tokenizer_config.json'));
  const text = chapter(9);
  const { ids } = tokenizer.encode(text, { add_special_tokens: false });
  expect(Math.max(...ids)).toBeLessThan(vocabulary);
  expect(tokenizer.decode(ids, { skip_special_tokens: false })).toBe(text);
  expect(ids.length).toBeLessThan(text.length); // merges were learned

  // The story of the run.
  const metrics = new TextDecoder()
    .decode(files['metrics.jsonl'])
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const steps = metrics.filter(({ kind }) => kind === 'step').map(({ step }) => step);
  expect(steps).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
  expect(metrics.filter(({ kind }) => kind === 'evaluation').every(({ loss }) => loss > 0 && loss < 20)).toBe(true);
  expect(new TextDecoder().decode(files['README.md'])).toContain('whale.txt');
});

test('without weights there is nothing to export, and the screen says so', async ({ studio }) => {
  await studio.go('Export');
  await expect(studio.page.locator('main')).toContainText(/train/i);
});
