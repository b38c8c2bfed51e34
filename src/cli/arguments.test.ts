import { describe, expect, it } from 'vitest';
import { models } from '@/ml/models';
import { documentsOf } from '@/schema/shape';
import { nearMatches } from './near-matches';
import { commands } from './run-command';
import { parseSettings, settingGroups } from './settings';
import { runCli } from './testing/run-cli';

const trained = ['train', 'text.txt', '--out', 'x'];
const generated = ['generate', 'x', '--prompt', 'a', '--max-tokens', '1', '--temperature', '0'];

describe('a bad command line ends with code 2 and one line that names the argument', () => {
  it.each<[string, string[], RegExp]>([
    ['no command', [], /^command: It is missing\. Give one of train, clean, tokenize, eval, generate\.$/],
    ['a wrong command', ['tokenise'], /^tokenise: There is no such command\. Did you mean tokenize\?$/],
    ['no file', ['train', '--out', 'x'], /^FILE: It is missing/],
    ['no folder', ['train', 'text.txt'], /^--out: It is missing\. Write --out DIR\.$/],
    ['a forgotten value', ['train', 'text.txt', '--out', '--force'], /^--out: Its value is missing/],
    ['a forgotten last value', ['train', 'text.txt', '--out'], /^--out: Its value is missing/],
    [
      'an unknown option',
      [...trained, '--stepz', '3'],
      /^--stepz: Unknown option\. Did you mean --steps( or --\w+)*\?$/,
    ],
    ['an unknown short option', [...trained, '-q'], /^-q: Unknown option/],
    ['a value for a switch', [...trained, '--force=1'], /^--force: Takes no value/],
    ['an option twice', [...trained, '--out', 'y'], /^--out: Given twice/],
    ['one argument too many', ['tokenize', 'a', 'b', 'c'], /^c: One argument too many/],
    ['a device that is none', [...trained, '--device', 'tpu'], /^--device: .*tpu.*\. Give one of webgpu, cpu\.$/],
    ['a model that is none', [...trained, '--model', 'lama'], /^--model: .*"lama"\. Did you mean llama\?$/],
    ['a preset that is none', [...trained, '--preset', 'nan'], /^--preset: .*Did you mean nano\?$/],
    ['steps that are no number', [...trained, '--steps', 'many'], /^--steps steps: "many" is not a number/],
    ['steps out of range', [...trained, '--steps', '0'], /^--steps steps: 0 is outside 1 to 1000000/],
    ['half a step', [...trained, '--steps', '1.5'], /whole number/],
    [
      'a setting that is none',
      [...trained, '--set', 'batchsise=4'],
      /^--set: There is no option "batchsise"\. Did you mean batchSize\?$/,
    ],
    ['a setting from Object.prototype', [...trained, '--set', 'toString=1'], /^--set: There is no option "toString"/],
    ['a setting without a value', [...trained, '--set', 'batchSize'], /^--set: "batchSize" is not key=value/],
    [
      'a setting twice',
      [...trained, '--set', 'batchSize=4', '--set', 'batchSize=5'],
      /^--set: "batchSize" is set twice/,
    ],
    ['a setting and its short form', [...trained, '--steps', '4', '--set', 'steps=5'], /"steps" is set twice/],
    [
      'a setting of the other family',
      [...trained, '--model', 'gpt2', '--set', 'kvHeads=2'],
      /"kvHeads" is an option of llama only/,
    ],
    [
      'a vocabulary for characters',
      [...trained, '--set', 'tokenizer=characters', '--vocab', '300'],
      /"vocabularySize" is an option of byte-bpe and unigram and word-piece only/,
    ],
    ['a schedule that is none', [...trained, '--set', 'schedule=cosinus'], /is not one of cosine/],
    ['a text for a switch', [...trained, '--set', 'white-space=maybe'], /neither true nor false/],
    ['a negative temperature', [...generated.slice(0, -1), '-1'], /^--temperature: -1 is outside/],
    ['a top-p above one', [...generated, '--top-p', '2'], /^--top-p: 2 is outside 0 to 1/],
    ['no prompt', ['generate', 'x', '--max-tokens', '1', '--temperature', '0'], /^--prompt: It is missing/],
  ])('%s', async (_, argv, message) => {
    const { code, out, err } = await runCli(argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err.trimEnd()).not.toContain('\n');
    expect(err.trimEnd()).toMatch(message);
  });

  it('dimensions that do not go together', async () => {
    const argv = ['train', import.meta.filename, '--device', 'cpu', '--set', 'heads=5', '--set', 'hidden=64', '--out'];
    const { code, err } = await runCli([
      ...argv,
      `${import.meta.dirname}/nowhere`.replace('src/cli', 'node_modules/.cache'),
    ]);
    expect(code).toBe(2);
    expect(err).toMatch(/^--set heads: 5 heads do not divide the hidden size 64/);
  });
});

describe('help', () => {
  it.each(commands.map((c) => c.name))('%s --help tells all and ends with code 0', async (name) => {
    const { code, out, err } = await runCli([name, '--help']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const flag of commands.find((c) => c.name === name)?.flags ?? []) expect(out).toContain(`--${flag.name}`);
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(120);
  });

  it('of train lists every setting and every preset', async () => {
    const { out } = await runCli(['train', '--help']);
    const names = out.split('\n').flatMap((line) => /^ {2}(\S+)/.exec(line)?.[1] ?? []);
    for (const { specs } of settingGroups()) expect(names).toEqual(expect.arrayContaining(Object.keys(specs)));
    for (const model of models.entries) expect(names).toEqual(expect.arrayContaining(model.presets.map((p) => p.id)));
  });

  it('without a command lists the commands', async () => {
    const { code, out } = await runCli(['--help']);
    expect(code).toBe(0);
    for (const { name, summary } of commands) expect(out.replace(/\s+/g, ' ')).toContain(`${name} ${summary}`);
  });
});

describe('settings', () => {
  const parse = (...pairs: string[]) =>
    parseSettings(
      'llama',
      pairs.map((pair): [string, string] => ['--set', pair]),
    );

  it('go to their parts by name', () => {
    const settings = parse(
      'batchSize=4',
      'beta1=0.8',
      'kvHeads=1',
      'schedule=linear',
      'floor=0.2',
      'white-space=off',
      'columns=a, b',
      'sampleTemperature=0',
    );
    expect(settings).toMatchObject({
      optimizer: 'adamw',
      schedule: 'linear',
      tokenizer: 'byte-bpe',
      mapping: documentsOf(['a', 'b']),
      values: {
        training: { batchSize: 4, sampleTemperature: 0 },
        optimizer: { beta1: 0.8 },
        model: { kvHeads: 1 },
        schedule: { floor: 0.2 },
        cleaning: { 'white-space': false },
      },
    });
  });

  it('may name their part', () => {
    expect(parse('training.batchSize=4').values.training).toEqual({ batchSize: 4 });
  });

  it('hold values with = in them', () => {
    expect(parse('samplePrompt=a=b').values.training).toEqual({ samplePrompt: 'a=b' });
  });

  it('have one name each among those that are used together', () => {
    for (const model of models.ids) {
      const groups = settingGroups().filter(({ part, owner }) => part !== 'model' || owner === model);
      const parts = new Map<string, Set<string>>();
      for (const { part, specs } of groups)
        for (const name of Object.keys(specs)) parts.set(name, (parts.get(name) ?? new Set()).add(part));
      for (const [name, where] of parts) expect([...where], name).toHaveLength(1);
    }
  });
});

describe('near matches', () => {
  const known = ['batchSize', 'learningRate', 'warmUp', 'steps'];
  it.each([
    ['batch_size', ['batchSize']],
    ['batchSise', ['batchSize']],
    ['learn', ['learningRate']],
    ['lerningRate', ['learningRate']],
    ['xyzzy', []],
    ['', []],
  ])('%s', (given, expected) => expect(nearMatches(given, known)).toEqual(expected));
});
