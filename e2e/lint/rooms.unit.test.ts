import { describe, expect, test } from 'vitest';
import { lint } from './rooms';
import { ROOMS, RULES } from './rules';

/** Ids of the rules that a small tree breaks. */
function broken(files: Readonly<Record<string, string>>): string[] {
  return lint(new Map(Object.entries(files))).map(({ because }) => /\[(.*)\]$/.exec(because)?.[1] ?? because);
}
const one = (path: string, code: string) => broken({ [path]: code });

/** For every rule: what breaks it, and the nearest thing that does not. */
const CASES: readonly { id: string; bad: [path: string, code: string][]; good: [path: string, code: string][] }[] = [
  ...Object.entries(ROOMS).map(([room, { sees }]) => {
    const forbidden = Object.keys(ROOMS).find((other) => other !== room && !sees.includes(other)) ?? 'app';
    const path = room === 'features' ? 'src/features/data/x.ts' : `src/${room}/x.ts`;
    return {
      id: `rooms/${room}`,
      bad: [
        [path, `import { a } from '@/${forbidden}/a';`],
        [path, `import type { A } from '@/${forbidden}/a';`],
        [path, `export { a } from '@/${forbidden}/a';`],
        [path, `const a = await import('@/${forbidden}/a');`],
        [path, `type A = import('@/${forbidden}/a').A;`],
        [path, `new Worker(new URL('@/${forbidden}/a.ts', import.meta.url), { type: 'module' });`],
      ] as [string, string][],
      good: [
        [path, sees.map((other, i) => `import { a${i} } from '@/${other}/protocol';`).join('\n')],
        [`src/${room}/x.test.ts`, `import { a } from '@/${forbidden}/a';`],
      ] as [string, string][],
    };
  }),
  {
    id: 'packages/^@tensorflow\\/',
    bad: [
      ['src/data/a.ts', `import * as tf from '@tensorflow/tfjs';`],
      ['src/workers/data.worker.ts', `import('@tensorflow/tfjs-core');`],
      ['src/state/a.ts', `import type { Tensor } from '@tensorflow/tfjs';`],
    ],
    good: [
      ['src/ml/a.ts', `import * as tf from '@tensorflow/tfjs';`],
      ['src/workers/train.worker.ts', `import * as tf from '@tensorflow/tfjs';`],
    ],
  },
  {
    id: 'packages/^(react-dom|react-aria-components|react-aria|react-stately|lucide-react|recharts|@fontsource.*)(\\/|$)',
    bad: [
      ['src/state/a.ts', `import { X } from 'lucide-react';`],
      ['src/ml/a.ts', `import { LineChart } from 'recharts';`],
    ],
    good: [['src/ui/a.tsx', `import { useState } from 'react'; import { X } from 'lucide-react';`]],
  },
  {
    id: 'packages/^react$',
    bad: [['src/workers/a.ts', `import { useState } from 'react';`]],
    good: [['src/state/a.ts', `import { useState } from 'react';`]],
  },
  {
    id: 'packages/^zustand(\\/|$)',
    bad: [['src/ui/a.ts', `import { create } from 'zustand';`]],
    good: [['src/state/a.ts', `import { createStore } from 'zustand/vanilla';`]],
  },
  {
    id: 'packages/^comlink(\\/|$)',
    bad: [['src/features/data/a.ts', `import { wrap } from 'comlink';`]],
    good: [['src/workers/data.client.ts', `import { wrap } from 'comlink';`]],
  },
  {
    id: 'packages/^node:',
    bad: [['src/ml/a.ts', `import { readFile } from 'node:fs';`]],
    good: [['src/storage/disk.ts', `import { readFile } from 'node:fs';`]],
  },
  {
    id: 'packages/^webgpu$',
    bad: [['src/ml/a.ts', `import { create } from 'webgpu';`]],
    good: [['src/gpu/node-webgpu.ts', `import { create } from 'webgpu';`]],
  },
  {
    id: 'rooms/known',
    bad: [['src/utils/a.ts', `export const a = 1;`]],
    good: [['src/base/a.ts', `export const a = 1;`]],
  },
  {
    id: 'base/no-packages',
    bad: [['src/base/a.ts', `import * as z from 'zod/mini';`]],
    good: [['src/base/a.ts', `import { b } from './b';`]],
  },
  {
    id: 'rooms/by-name',
    bad: [['src/ml/layers/a.ts', `import { b } from '../../base/b';`]],
    good: [['src/ml/layers/a.ts', `import { b } from '../b'; import { c } from '.'; import { d } from '..';`]],
  },
  {
    id: 'features/apart',
    bad: [
      ['src/features/data/a.ts', `import { b } from '../train/b';`],
      ['src/features/data/a.ts', `import { b } from '@/features/train';`],
    ],
    good: [['src/features/data/a.ts', `import { b } from './b'; import { c } from '@/features/data/c';`]],
  },
  {
    id: 'workers/clients-only',
    bad: [
      ['src/state/a.ts', `import { b } from '@/workers/train.worker';`],
      ['src/state/a.ts', `import type { b } from '@/workers/host';`],
    ],
    good: [
      ['src/state/a.ts', `import { b } from '@/workers/train.client'; import type { C } from '@/workers/protocol';`],
    ],
  },
  {
    id: 'no-math-random',
    bad: [
      ['src/ml/a.ts', `const a = Math.random();`],
      ['src/ml/a.test.ts', `const a = Math['random']();`],
      ['e2e/data/a.ts', `const r = Math.random;`],
    ],
    good: [
      ['src/base/rng.ts', `const a = Math.random();`],
      ['src/ml/a.ts', `// Math.random is banned\nconst a = 'Math.random()';`],
    ],
  },
  {
    id: 'no-sync-reads',
    bad: [
      ['src/ml/a.ts', `const a = loss.dataSync()[0];`],
      ['src/ml/a.ts', `const a = f(x).arraySync();`],
      ['src/gpu/a.ts', `const a = this.backend.readSync(id);`],
    ],
    good: [
      ['src/gpu/ops/softmax/reference.ts', `const a = t.dataSync();`],
      ['src/ml/a.test.ts', `const a = t.dataSync();`],
      ['src/storage/disk.ts', `import { readSync } from 'node:fs'; readSync(1, b, 0, 1, 0);`],
    ],
  },
  {
    id: 'one-device',
    bad: [['src/ml/a.ts', `await navigator.gpu.requestAdapter();`]],
    good: [['src/gpu/device.ts', `await (await navigator.gpu.requestAdapter())?.requestDevice();`]],
  },
  {
    id: 'no-sleeping',
    bad: [['e2e/journeys/a.spec.ts', `await page.waitForTimeout(500);`]],
    good: [['e2e/journeys/a.spec.ts', `await page.waitForFunction(() => true);`]],
  },
  {
    id: 'no-any',
    bad: [['src/ml/a.ts', `const a = (b as any).c;`]],
    good: [['src/ml/a.ts', `const a = (b as unknown as C).c; // not as any`]],
  },
  {
    id: 'no-todo',
    bad: [
      ['src/ml/a.ts', `// ${'TODO'}: later`],
      ['src/ml/a.ts', `/* ${'FIXME'} */`],
    ],
    good: [['src/ml/a.ts', `const todo = '${'TODO'}';`]],
  },
  {
    id: 'no-ts-ignore',
    bad: [
      ['src/ml/a.ts', `// @ts-${'ignore'} whatever\nconst a = 1;`],
      ['src/ml/a.ts', `// @ts-${'expect-error'}\nconst a = 1;`],
    ],
    good: [['src/ml/a.test.ts', `// @ts-${'expect-error'} the point of this test is a wrong type\nconst a = 1;`]],
  },
  {
    id: 'file-size',
    bad: [['src/ml/a.ts', 'const a = 1;\n'.repeat(400)]],
    good: [['src/ml/a.ts', '\n'.repeat(399)]],
  },
];

describe.each(CASES.map((entry) => [entry.id, entry] as const))('%s', (id, { bad, good }) => {
  test.each(bad)('catches it in %s: %s', (path, code) => {
    expect(one(path, code)).toContain(id);
  });
  test.each(good)('lets %s be', (path, code) => {
    expect(one(path, code)).not.toContain(id);
  });
});

describe('entry/no-tfjs', () => {
  const main = 'src/app/main.tsx';
  test('follows what the entry loads, through aliases, relative paths and index files', () => {
    const tree = {
      [main]: `import { models } from '@/ml/models';`,
      'src/ml/models/index.ts': `export { llama } from './llama/entry';`,
      'src/ml/models/llama/entry.ts': `import { matMul } from '@tensorflow/tfjs';`,
    };
    expect(broken(tree)).toEqual(['entry/no-tfjs']);
  });
  test('types and lazy loads are no load', () => {
    const tree = {
      [main]: `import { models } from '@/ml/models';`,
      'src/ml/models/index.ts': `import type { Tensor } from '@tensorflow/tfjs'; export const load = () => import('./code');`,
      'src/ml/models/code.ts': `import { matMul } from '@tensorflow/tfjs';`,
    };
    expect(broken(tree)).toEqual([]);
  });
});

test('every rule has a case that it catches', () => {
  const tried = [...CASES.map(({ id }) => id), 'entry/no-tfjs'];
  expect(tried.sort()).toEqual(RULES.map(({ id }) => id).sort());
});

test('a violation names file, line and reason', () => {
  const [violation] = lint(new Map([['src/ml/a.ts', `const a = 1;\n\nconst b = Math.random();`]]));
  expect(violation).toMatchObject({ path: 'src/ml/a.ts', line: 3, what: 'Math.random' });
  expect(violation?.because).toContain('seed');
});

test('what cannot be parsed is a violation, not a crash', () => {
  expect(lint(new Map([['src/ml/a.ts', 'const = ;']]))).toHaveLength(1);
});
