import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { LoamError } from '@/base/errors';
import { datasetManifest, prepareConfig } from './dataset';
import { kernelTuning } from './kernel-tuning';
import { profile } from './profile';
import { runConfig } from './run-config';
import { versioned } from './versioned';

const shape = z.object({ version: z.literal(3), rate: z.number(), name: z.string() });
const migrated = versioned('thing', 3, shape, {
  1: ({ lr, ...rest }) => ({ ...rest, rate: lr }),
  2: (old) => ({ ...old, name: 'unnamed' }),
});
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return error instanceof LoamError ? `${error.report.code}: ${error.report.what}` : String(error);
  }
  return 'nothing was thrown';
};

describe('versioned', () => {
  test('reads its own version as it is', () => {
    const value = { version: 3, rate: 0.1, name: 'a' };
    expect(migrated.parse(value, 'f')).toEqual(value);
  });

  test('takes older versions through every migration, in order', () => {
    expect(migrated.parse({ version: 1, lr: 0.1 }, 'f')).toEqual({ version: 3, rate: 0.1, name: 'unnamed' });
    expect(migrated.parse({ version: 2, rate: 0.1 }, 'f')).toEqual({ version: 3, rate: 0.1, name: 'unnamed' });
  });

  test.each([
    ['a newer version', { version: 4 }, 'has version 4; this studio reads up to 3'],
    ['an unknown older version', { version: 0 }, 'cannot be read'],
    ['a fractional version', { version: 1.5 }, 'cannot be read'],
    ['no version', { rate: 1 }, 'has no version'],
    ['a version that is a string', { version: '3' }, 'has no version'],
    ['null', null, 'has no version'],
    ['a string', 'thing', 'has no version'],
    ['a wrong value', { version: 3, rate: 'fast', name: 'a' }, 'is damaged at rate'],
    ['a missing value', { version: 3, rate: 1 }, 'is damaged at name'],
  ])('refuses %s and says why', (_, raw, reason) => {
    expect(codeOf(() => migrated.parse(raw, 'f'))).toContain('schema/invalid');
    expect(codeOf(() => migrated.parse(raw, 'f'))).toContain(reason);
  });

  test('a shape without the migrations it needs cannot be made', () => {
    expect(() => versioned('thing', 3, shape, { 2: (old) => old })).toThrow('no migration from version 1');
  });
});

/**
 * Every persisted shape, with one true example of each version it ever had: a new version without an example fails here. Old examples are
 * frozen text, as they were written to somebody's disk.
 */
const step = { id: 'white-space', on: true, options: {} };
const preparation = {
  version: 1,
  steps: [step],
  split: { validationFraction: 0.1, seed: 1 },
  tokenizer: { id: 'bpe', options: { vocabularySize: 512 } },
};
const preparation2 = {
  ...preparation,
  version: 2,
  split: { by: 'file', validationFraction: 0.1, seed: 1, fold: { count: 5, turn: 2 } },
};
const side = { documents: 2, tokens: 100, textBytes: 300 };
const dataset1 = {
  version: 1,
  id: 'd1',
  name: 'letters',
  createdAt: '2026-11-24T00:00:00Z',
  sources: [{ name: 'letters', origin: 'folder', sizeBytes: 300, documents: 2, encodings: ['utf-8'] }],
  preparation,
  audit: [
    {
      id: 'white-space',
      documentsIn: 2,
      changed: 1,
      dropped: {},
      seconds: 0.1,
      examples: [{ file: 'a', before: 'x  y', after: 'x y' }],
    },
  ],
  train: side,
  validation: side,
  tokenizer: { id: 'bpe', version: 1, vocabularySize: 512, endOfTextId: 0 },
  unigramLoss: 5.5,
  tokenBytes: 2,
};
const examples = [
  {
    schema: profile,
    byVersion: {
      1: {
        version: 1,
        createdAt: '2026-11-24T00:00:00Z',
        device: { name: 'GPU', vendor: 'acme', architecture: 'a1', software: false },
        timing: { how: 'averaged timestamps', quantumNs: 65536, replays: 100 },
        stepMs: 3.5,
        commands: [
          {
            kind: 'dispatch',
            op: 'LoamGelu',
            scope: 'layer 0',
            phase: 'forward',
            label: 'LoamGelu {} x,y',
            workgroups: [4, 1, 1],
            bytes: 8192,
            flops: 0,
            ms: 0.1,
          },
        ],
        memory: {
          arenaBytes: 4096,
          constantBytes: 256,
          externalBytes: 4096,
          alive: [4096],
          peakAt: 0,
          largest: [{ bytes: 4096, madeBy: 'LoamGelu', scope: 'layer 0', first: 0, last: 0 }],
        },
      },
    },
  },
  { schema: kernelTuning, byVersion: { 1: { version: 1, key: 'acme', decisions: { 'matmul 8x8': '{"tile":8}' } } } },
  { schema: prepareConfig, byVersion: { 1: preparation, 2: preparation2 } },
  {
    schema: runConfig,
    byVersion: {
      1: {
        version: 1,
        name: 'first',
        model: { id: 'llama', options: { layers: 2, tied: true } },
        optimizer: { id: 'adamw', options: {} },
        schedule: { id: 'cosine', options: {} },
        training: { steps: 100 },
      },
    },
  },
  {
    schema: datasetManifest,
    byVersion: {
      1: dataset1,
      2: { ...dataset1, version: 2, preparation: preparation2 },
    },
  },
];

describe.each(examples.map((entry) => [entry.schema.name, entry] as const))('%s', (_, { schema, byVersion }) => {
  const versions = Object.entries(byVersion);

  test('has an example of every version', () => {
    expect(versions.map(([version]) => Number(version))).toEqual(
      Array.from({ length: schema.version }, (_, i) => i + 1),
    );
  });
  test.each(versions)('reads version %s', (_, example) => {
    expect(schema.parse(JSON.parse(JSON.stringify(example)), 'f')).toMatchObject({ version: schema.version });
  });
  test('the newest comes back unchanged', () => {
    const newest = versions.at(-1)?.[1];
    expect(schema.parse(newest, 'f')).toEqual(newest);
  });
  test('loses no field unnoticed', () => {
    const newest: object = versions.at(-1)?.[1] ?? {};
    for (const name of Object.keys(newest)) {
      const { [name as keyof typeof newest]: _, ...without } = newest;
      expect(
        codeOf(() => schema.parse(without, 'f')),
        name,
      ).toContain('schema/invalid');
    }
  });
});
