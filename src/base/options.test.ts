import { describe, expect, test } from 'vitest';
import { defaultsOf, type OptionSpecs, parseOption, parseOptions } from './options';

const specs = {
  rate: { type: 'number', label: 'Rate', help: '', default: 0.1, min: 0, max: 1 },
  layers: { type: 'integer', label: 'Layers', help: '', default: 4, min: 1, max: 12 },
  tied: { type: 'toggle', label: 'Tied', help: '', default: true },
  norm: {
    type: 'choice',
    label: 'Norm',
    help: '',
    default: 'rms',
    choices: [
      { id: 'rms', label: 'RMS' },
      { id: 'layer', label: 'Layer' },
    ],
  },
  prompt: { type: 'text', label: 'Prompt', help: '', default: 'Once' },
} as const satisfies OptionSpecs;

describe('options', () => {
  test('defaults come from the specs, and fill what is missing', () => {
    const defaults = { rate: 0.1, layers: 4, tied: true, norm: 'rms', prompt: 'Once' };
    expect(defaultsOf(specs)).toEqual(defaults);
    expect(parseOptions(specs, {})).toEqual({ values: defaults, problems: [] });
  });

  test('takes values, and the strings that a command line gives for them', () => {
    const values = { rate: 0.5, layers: 12, tied: false, norm: 'layer', prompt: '' };
    expect(parseOptions(specs, values)).toEqual({ values, problems: [] });
    const strings = { rate: '5e-1', layers: '12', tied: 'off', norm: 'layer', prompt: '' };
    expect(parseOptions(specs, strings)).toEqual({ values, problems: [] });
  });

  test.each([
    ['rate', 1.01, 'outside 0 to 1'],
    ['rate', -0.01, 'outside 0 to 1'],
    ['rate', 'fast', 'not a number'],
    ['rate', '', 'not a number'],
    ['rate', ' ', 'not a number'],
    ['rate', Number.NaN, 'not a number'],
    ['rate', Number.POSITIVE_INFINITY, 'not a number'],
    ['rate', null, 'not a number'],
    ['rate', true, 'not a number'],
    ['layers', 2.5, 'not a whole number'],
    ['layers', 13, 'outside 1 to 12'],
    ['tied', 'yes', 'neither true nor false'],
    ['tied', 2, 'neither true nor false'],
    ['norm', 'batch', 'not one of rms, layer'],
    ['prompt', 7, 'not a text'],
  ])('refuses %s = %j, says why and keeps the default', (option, given, reason) => {
    const { values, problems } = parseOptions(specs, { [option]: given });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ option, message: expect.stringContaining(reason) });
    expect(values).toEqual(defaultsOf(specs));
  });

  test('names unknown options, those of every object among them', () => {
    const { problems } = parseOptions(specs, JSON.parse('{"ratte": 1, "constructor": 1, "__proto__": 1}'));
    expect(problems.map(({ option }) => option)).toEqual(['ratte', 'constructor', '__proto__']);
    expect(problems[0]?.message).toContain('rate, layers, tied, norm, prompt');
  });

  test('the borders themselves are allowed', () => {
    for (const value of [0, 1]) expect(parseOption(specs.rate, value)).toBe(value);
    for (const value of ['true', '1', 'on', true]) expect(parseOption(specs.tied, value)).toBe(true);
  });
});
