import { Tokenizer } from '@huggingface/tokenizers';
import { safetensors as jax } from '@jax-js/loaders';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { TokenizerFile } from '@/data/tokenizers/entry';
import { addedToken } from '@/data/tokenizers/special-tokens';
import { unigramFile } from '@/data/tokenizers/unigram/tokenizer-file';
import { models } from '@/ml/models';
import { runManifest, STUDIO } from '@/schema/run-manifest';
import packageJson from '../../package.json' with { type: 'json' };
import { exporters } from '.';
import { exportModel } from './export-model';
import { type ModelFiles, readModel } from './hugging-face/read-model';
import { exportFixture } from './testing/export-fixture';
import { writeZip } from './zip/write-zip';

async function exported(input = exportFixture('llama')): Promise<Map<string, Blob>> {
  const files = new Map<string, Blob>();
  for (const { path, sizeBytes, chunks } of await exportModel(input)) {
    const parts: Uint8Array<ArrayBuffer>[] = [];
    for await (const chunk of chunks) parts.push(chunk);
    const blob = new Blob(parts);
    if (sizeBytes !== undefined) expect(blob.size, path).toBe(sizeBytes);
    files.set(path, blob);
  }
  return files;
}
const from =
  (files: ReadonlyMap<string, Blob>): ModelFiles =>
  async (name) =>
    files.get(name);
const json = async (files: ReadonlyMap<string, Blob>, name: string): Promise<Record<string, unknown>> =>
  JSON.parse((await files.get(name)?.text()) ?? '');

describe.each(models.ids)('exporting %s', (family) => {
  const variants: [string, Record<string, number | boolean>][] =
    family === 'llama'
      ? [
          ['tied', { tied: true }],
          ['untied, grouped', { tied: false, kvHeads: 1 }],
        ]
      : [['tied', {}]];

  it.each(variants)('and reading it back gives the same model, bit for bit (%s)', async (_, options) => {
    const input = exportFixture(family, options);
    const files = await exported(input);
    const model = await readModel(from(files));
    expect(model.entry.id).toBe(family);
    expect(model.shape).toEqual({
      options: input.config.model.options,
      vocabularySize: input.dataset.tokenizer.vocabularySize,
    });
    expect(model.tokenizer).toEqual(input.tokenizer);
    expect([...model.parameters.keys()]).toEqual(input.parameters.map(({ name }) => name));
    for (const { name, read } of input.parameters)
      expect(
        Buffer.from((await model.parameters.get(name)?.read())?.buffer ?? new ArrayBuffer(0)).equals(
          Buffer.from((await read()).buffer),
        ),
      ).toBe(true);
  });

  it('has the names, shapes and layouts that transformers saves', async () => {
    const files = await exported(exportFixture(family));
    const { tensors } = jax.parse(await (files.get('model.safetensors') ?? new Blob()).arrayBuffer());
    const shapes = Object.fromEntries(Object.entries(tensors).map(([name, { shape }]) => [name, shape]));
    const { architectures } = await json(files, 'config.json');
    // Read off `GPT2LMHeadModel` and `LlamaForCausalLM`; a tied head is left out. C 16, I 24, T 16, V 16, H 2, Hkv 2.
    if (family === 'gpt2') {
      expect(architectures).toEqual(['GPT2LMHeadModel']);
      expect(shapes).toMatchObject({
        'transformer.wte.weight': [16, 16],
        'transformer.wpe.weight': [16, 16],
        'transformer.h.1.attn.c_attn.weight': [16, 48],
        'transformer.h.1.attn.c_attn.bias': [48],
        'transformer.h.1.attn.c_proj.weight': [16, 16],
        'transformer.h.1.ln_2.bias': [16],
        'transformer.h.1.mlp.c_fc.weight': [16, 24],
        'transformer.h.1.mlp.c_proj.weight': [24, 16],
        'transformer.ln_f.weight': [16],
      });
      expect(Object.keys(shapes)).toHaveLength(2 + 2 * 12 + 2);
    } else if (family === 'llama') {
      expect(architectures).toEqual(['LlamaForCausalLM']);
      expect(shapes).toMatchObject({
        'model.embed_tokens.weight': [16, 16],
        'model.layers.1.self_attn.q_proj.weight': [16, 16],
        'model.layers.1.mlp.gate_proj.weight': [24, 16],
        'model.layers.1.mlp.down_proj.weight': [16, 24],
        'model.layers.1.input_layernorm.weight': [16],
        'model.layers.1.post_attention_layernorm.weight': [16],
        'model.norm.weight': [16],
      });
      expect(Object.keys(shapes)).toHaveLength(1 + 2 * 9 + 1);
    }
    expect(shapes).not.toHaveProperty('lm_head.weight');
  });
});

describe('the files of an export', () => {
  it('are those the studio promises', async () => {
    expect([...(await exported()).keys()].sort()).toEqual([
      'README.md',
      'config.json',
      'curves.svg',
      'generation_config.json',
      'metrics.jsonl',
      'model.safetensors',
      'run.json',
      'special_tokens_map.json',
      'tokenizer.json',
      'tokenizer_config.json',
    ]);
  });

  it('go through a zip unchanged', async () => {
    const files = await exported();
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    for await (const chunk of writeZip(await exportModel(exportFixture('llama')))) chunks.push(chunk);
    const unzipped = unzipSync(new Uint8Array(await new Blob(chunks).arrayBuffer()));
    expect(Object.keys(unzipped)).toEqual([...files.keys()]);
    for (const [name, blob] of files)
      expect(Buffer.from(unzipped[name] ?? []).equals(Buffer.from(await blob.arrayBuffer())), name).toBe(true);
  });

  it('hold a tokenizer that another library reads, settings included', async () => {
    const files = await exported();
    const tokenizer = new Tokenizer(await json(files, 'tokenizer.json'), await json(files, 'tokenizer_config.json'));
    expect(tokenizer.encode('abba cade.').ids).toEqual([2, 3, 3, 2, 12, 4, 2, 5, 6, 13]);
    expect(await json(files, 'special_tokens_map.json')).toEqual({
      bos_token: '<|endoftext|>',
      eos_token: '<|endoftext|>',
      pad_token: '<|endoftext|>',
      unk_token: '<unk>',
    });
    expect(await json(files, 'tokenizer_config.json')).toMatchObject({
      tokenizer_class: 'PreTrainedTokenizerFast',
      model_max_length: 16,
      add_prefix_space: false,
      clean_up_tokenization_spaces: false,
      added_tokens_decoder: { 0: { content: '<|endoftext|>', special: true }, 1: { content: '<unk>' } },
    });
    expect(await json(files, 'generation_config.json')).toMatchObject({
      eos_token_id: 0,
      bos_token_id: 0,
      pad_token_id: 0,
    });
  });

  it("end texts with an imported tokenizer's own token, and name the unknown piece of a Unigram", async () => {
    const pieces = [
      ['</s>', 0],
      ['<unk>', -9],
      ['a', -1],
    ] as const;
    const tokenizer: TokenizerFile = {
      ...unigramFile(pieces),
      added_tokens: [addedToken(0, '</s>')],
      post_processor: { type: 'TemplateProcessing', single: [], pair: [], special_tokens: {} },
      model: { type: 'Unigram', unk_id: 1, vocab: pieces },
    };
    const files = await exported(exportFixture('llama', {}, tokenizer));
    expect(await json(files, 'tokenizer.json')).toEqual(tokenizer);
    const map = { bos_token: '</s>', eos_token: '</s>', pad_token: '</s>', unk_token: '<unk>' };
    expect(await json(files, 'special_tokens_map.json')).toEqual(map);
    expect(await json(files, 'tokenizer_config.json')).toMatchObject({ ...map, add_bos_token: false });
  });

  it('hold every metric, one a line, and a manifest that its schema reads', async () => {
    const input = exportFixture('gpt2');
    const files = await exported(input);
    const lines = (await files.get('metrics.jsonl')?.text())?.trimEnd().split('\n') ?? [];
    expect(lines.map((line) => JSON.parse(line))).toEqual(input.metrics);
    const manifest = runManifest.parse(await json(files, 'run.json'), 'run.json');
    expect(manifest).toMatchObject({
      config: input.config,
      dataset: input.dataset,
      results: input.results,
      studio: STUDIO,
    });
  });

  it('name the version of the package', () => {
    expect(STUDIO.version).toBe(packageJson.version);
  });

  it('are refused when the weights are not the model’s', async () => {
    const input = exportFixture('llama');
    const code = { report: { code: 'export/parameters' } };
    await expect(exportModel({ ...input, parameters: input.parameters.slice(1) })).rejects.toMatchObject(code);
    await expect(
      exportModel({ ...input, parameters: [...input.parameters, ...input.parameters.slice(0, 1)] }),
    ).rejects.toMatchObject(code);
    await expect(
      exportModel({ ...input, parameters: input.parameters.map((p, i) => (i === 0 ? { ...p, shape: [1] } : p)) }),
    ).rejects.toMatchObject(code);
  });
});

describe('the manifest’s schema', () => {
  it('checks its parts by their own schemas', async () => {
    const raw = await json(await exported(), 'run.json');
    const bad = (change: Record<string, unknown>) => () => runManifest.parse({ ...raw, ...change }, 'run.json');
    expect(bad({ config: { version: 99 } })).toThrow(/run.json, config/);
    expect(bad({ dataset: {} })).toThrow(/run.json, dataset/);
    expect(bad({ results: {} })).toThrow(/results/);
    expect(bad({ version: 2 })).toThrow(/version 2/);
  });
});

describe('reading what is no export', () => {
  const broken: [string, (files: Map<string, Blob>) => void, string][] = [
    ['a missing config', (f) => f.delete('config.json'), 'model/missing-file'],
    ['missing weights', (f) => f.delete('model.safetensors'), 'model/missing-file'],
    ['a config that is no JSON', (f) => f.set('config.json', new Blob(['{'])), 'model/damaged'],
    ['a config that is a list', (f) => f.set('config.json', new Blob(['[]'])), 'model/damaged'],
    ['another family', (f) => f.set('config.json', new Blob(['{"model_type":"bert"}'])), 'model/unsupported'],
    [
      'a family from Object.prototype',
      (f) => f.set('config.json', new Blob(['{"model_type":"__proto__"}'])),
      'model/unsupported',
    ],
    [
      'weights cut short',
      (f) => f.set('model.safetensors', f.get('model.safetensors')?.slice(0, -1) ?? new Blob()),
      'safetensors/truncated',
    ],
  ];
  it.each(broken)('%s', async (_, change, code) => {
    const files = await exported();
    change(files);
    await expect(readModel(from(files))).rejects.toMatchObject({ report: { code } });
  });

  it('weights of another size', async () => {
    const files = await exported();
    const other = await exported(exportFixture('llama', { hidden: 32 }));
    files.set('model.safetensors', other.get('model.safetensors') ?? new Blob());
    await expect(readModel(from(files))).rejects.toMatchObject({ report: { code: 'model/weights' } });
  });

  it('dimensions that do not go together', async () => {
    const files = await exported(exportFixture('gpt2'));
    const config = { ...(await json(files, 'config.json')), n_head: 3 };
    files.set('config.json', new Blob([JSON.stringify(config)]));
    await expect(readModel(from(files))).rejects.toMatchObject({ report: { code: 'model/unsupported' } });
  });
});

describe('the registry', () => {
  it.each(exporters.entries)('$id says what a person needs to know', (entry) => {
    expect(entry.extension).toMatch(/^\w+$/);
    expect(entry.opensWith.length).toBeGreaterThan(0);
    expect(entry.snippet.split('\n').length).toBeLessThanOrEqual(5);
  });
});
