import { posix } from 'node:path';
import type { Reference, SourceFacts } from './source-facts';

/** A file under the rules. `path` is relative to the repository: `src/ml/trainer/trainer.ts`. */
export interface LintFile {
  readonly path: string;
  readonly facts: SourceFacts;
}
export interface Violation {
  readonly path: string;
  readonly line: number;
  readonly what: string;
  readonly because: string;
}
export interface Rule {
  readonly id: string;
  readonly because: string;
  /** Violations in one file, as line and sentence. `all` is the whole tree, for rules about what is reachable. */
  check(file: LintFile, all: ReadonlyMap<string, LintFile>): { line: number; what: string }[];
}

/** Who may import whom. A room may always import itself. */
export const ROOMS: Readonly<Record<string, { readonly sees: readonly string[]; readonly because: string }>> = {
  base: { sees: [], because: 'base is what everything stands on: it can stand on nothing' },
  schema: { sees: ['base'], because: 'the nouns are shared by every thread: they must load anywhere' },
  data: {
    sees: ['base', 'schema', 'storage'],
    because: 'preparation knows text and files, neither models nor screens',
  },
  gpu: { sees: ['base', 'schema'], because: 'ops know tensors, not what they are trained for' },
  storage: { sees: ['base', 'schema'], because: 'files at rest do not know who writes them' },
  ml: {
    sees: ['base', 'schema', 'gpu', 'storage'],
    because: 'training and data meet in the Batch of schema, so that each runs and is tested without the other',
  },
  export: {
    sees: ['base', 'schema', 'data', 'gpu', 'storage', 'ml'],
    because: 'exporters turn what training made into files: they know no thread and no screen',
  },
  workers: {
    sees: ['base', 'schema', 'data', 'gpu', 'storage', 'ml', 'export'],
    because: 'workers put the rooms together; what a screen shows is not their business',
  },
  state: {
    sees: ['base', 'schema', 'data', 'storage', 'ml', 'export', 'workers'],
    because: 'stores talk to workers through their clients and read registries; they know no device and no component',
  },
  ui: { sees: ['base'], because: 'a dumb component that knows the studio cannot be used twice' },
  features: {
    sees: ['base', 'schema', 'data', 'storage', 'ml', 'export', 'workers', 'state', 'ui'],
    because: 'a screen shows stores and registries; the device is behind the worker',
  },
  app: {
    sees: ['base', 'schema', 'data', 'storage', 'ml', 'export', 'workers', 'state', 'ui', 'features'],
    because: 'the shell assembles screens; the device is behind the worker',
  },
  cli: {
    sees: ['base', 'schema', 'data', 'gpu', 'storage', 'ml', 'export', 'workers'],
    because: 'the command line is the same trainer without a screen',
  },
};

/** Packages and built-in modules that belong to some rooms or files only. `where` matches repository paths. */
export const PACKAGES: readonly { readonly packages: RegExp; readonly where: RegExp; readonly because: string }[] = [
  {
    packages: /^@tensorflow\//,
    where: /^src\/(gpu|ml|export|cli)\/|^src\/workers\/(?!data)/,
    because: 'tfjs is a megabyte and owns the GPU: only the thread that trains loads it',
  },
  {
    packages: /^react$/,
    where: /^src\/(ui|features|app|state)\//,
    because: 'a store offers hooks, as zustand does; everything below it must run in a worker or in Node',
  },
  {
    packages: /^(react-dom|react-aria-components|react-aria|react-stately|lucide-react|recharts|@fontsource.*)(\/|$)/,
    where: /^src\/(ui|features|app)\//,
    because: 'everything but the screens must run in a worker or in Node',
  },
  {
    packages: /^zustand(\/|$)/,
    where: /^src\/(state|features|app)\//,
    because: 'stores live on the main thread',
  },
  {
    packages: /^comlink(\/|$)/,
    where: /^src\/(workers|state)\//,
    because: 'only the border between threads speaks comlink',
  },
  {
    packages: /^node:/,
    where: /^src\/cli\/|^src\/storage\/disk\.ts$|^src\/gpu\/(node-webgpu|vulkan-driver)\.ts$/,
    because: 'everything else runs in a browser',
  },
  {
    packages: /^webgpu$/,
    where: /^src\/cli\/|^src\/gpu\/node-webgpu\.ts$/,
    because: 'Dawn for Node is a development dependency and must never reach the bundle',
  },
];

export const roomOf = (path: string): string => /^src\/([^/]+)(\/|$)/.exec(path)?.[1] ?? '';
/** Tests, and what only tests import, may reach across rooms and read tensors synchronously: they check, they do not ship. */
export const isTest = (path: string): boolean =>
  /\.test\.tsx?$/.test(path) ||
  /(^|\/)(conformance|cases|fake-[a-z-]+|[a-z-]+-fixture|testing)\.tsx?$/.test(path) ||
  /\/(testing|fixtures)\//.test(path);

const inSource = (path: string) => path.startsWith('src/');

/** The repository path that a reference points to, without extension, or undefined for a package. */
export function targetOf(path: string, specifier: string): string | undefined {
  if (specifier.startsWith('@/')) return posix.join('src', specifier.slice(2));
  if (specifier.startsWith('.')) return posix.join(posix.dirname(path), specifier);
  return undefined;
}
export function resolveFile(target: string, all: ReadonlyMap<string, LintFile>): LintFile | undefined {
  const stem = target.replace(/\?.*$/, '').replace(/\.js$/, '');
  for (const tail of ['', '.ts', '.tsx', '/index.ts', '/index.tsx']) {
    const found = all.get(stem + tail);
    if (found) return found;
  }
  return undefined;
}

/** A rule about each reference of a file that is no test. */
function perReference(
  id: string,
  because: string,
  check: (path: string, reference: Reference) => string | undefined,
): Rule {
  return {
    id,
    because,
    check({ path, facts }) {
      if (!inSource(path) || isTest(path)) return [];
      return facts.references.flatMap((reference) => {
        const what = check(path, reference);
        return what ? [{ line: reference.line, what }] : [];
      });
    },
  };
}
function perAccess(id: string, because: string, names: RegExp, allowed: (path: string) => boolean): Rule {
  return {
    id,
    because,
    check: ({ path, facts }) =>
      allowed(path)
        ? []
        : facts.accesses
            .filter(({ object, property }) => names.test(`${object}.${property}`))
            .map(({ object, property, line }) => ({ line, what: `${object}.${property}` })),
  };
}

const roomRules: Rule[] = Object.entries(ROOMS).map(([room, { sees, because }]) =>
  perReference(`rooms/${room}`, because, (path, { specifier }) => {
    if (roomOf(path) !== room) return undefined;
    const target = targetOf(path, specifier);
    if (!target?.startsWith('src/')) return undefined;
    const other = roomOf(target);
    if (!other || other === room || sees.includes(other)) return undefined;
    return `${room} imports ${other} (${specifier}); it may see ${sees.join(', ') || 'nothing'}`;
  }),
);

const packageRules: Rule[] = PACKAGES.map(({ packages, where, because }) =>
  perReference(`packages/${packages.source}`, because, (path, { specifier }) =>
    packages.test(specifier) && !where.test(path) ? `imports ${specifier}` : undefined,
  ),
);

export const RULES: readonly Rule[] = [
  ...roomRules,
  ...packageRules,
  {
    id: 'rooms/known',
    because: 'a new room is a decision: add it to the table with what it may see, and to src/README.md',
    check: ({ path }) =>
      inSource(path) && !(roomOf(path) in ROOMS) && /\.tsx?$/.test(path)
        ? [{ line: 1, what: 'is in no known room' }]
        : [],
  },
  perReference(
    'base/no-packages',
    'base imports nothing, so that it runs anywhere and is understood alone',
    (path, { specifier }) =>
      roomOf(path) === 'base' && targetOf(path, specifier) === undefined ? `base imports ${specifier}` : undefined,
  ),
  perReference(
    'rooms/by-name',
    'a room can be moved without touching its neighbours when they name it as @/room',
    (path, { specifier }) => {
      const target = specifier.startsWith('.') ? targetOf(path, specifier) : undefined;
      return target && roomOf(target) !== roomOf(path)
        ? `${specifier} leaves the room; write @/${target.replace(/^src\//, '')}`
        : undefined;
    },
  ),
  perReference(
    'features/apart',
    'a screen that imports another screen cannot be changed alone; share through state or ui',
    (path, { specifier }) => {
      const own = /^src\/features\/([^/]+)\//.exec(path)?.[1];
      const other = /^src\/features\/([^/]+)(\/|$)/.exec(targetOf(path, specifier) ?? '')?.[1];
      return own && other && own !== other ? `feature ${own} imports feature ${other}` : undefined;
    },
  ),
  perReference(
    'workers/clients-only',
    'the main thread reaches a worker through its client; its code must not come along',
    (path, { specifier }) => {
      const target = targetOf(path, specifier) ?? '';
      const outside = ['state', 'features', 'app', 'ui'].includes(roomOf(path));
      return outside &&
        roomOf(target) === 'workers' &&
        !/\/(protocol|[a-z-]+[.-]client)$/.test(target.replace(/\.ts$/, ''))
        ? `imports ${specifier}; only workers/protocol and workers/*.client`
        : undefined;
    },
  ),
  {
    id: 'entry/no-tfjs',
    because:
      'the first screen must appear before a megabyte of tfjs has come: registries declare, `load` brings the code',
    check({ path }, all) {
      if (path !== 'src/app/main.tsx') return [];
      const seen = new Map<string, string>([[path, path]]);
      for (const [here, trail] of seen) {
        for (const { specifier, kind, typeOnly } of all.get(here)?.facts.references ?? []) {
          if (kind !== 'static' || typeOnly) continue;
          if (/^@tensorflow\//.test(specifier)) return [{ line: 1, what: `loads ${specifier} through ${trail}` }];
          const target = targetOf(here, specifier);
          const file = target && resolveFile(target, all);
          if (file && !seen.has(file.path)) seen.set(file.path, `${trail} > ${file.path}`);
        }
      }
      return [];
    },
  },
  perAccess(
    'no-math-random',
    'a run is decided by its seed: all randomness comes from base/rng',
    /^Math\.random$/,
    (path) => path === 'src/base/rng.ts',
  ),
  perAccess(
    'no-sync-reads',
    'on WebGPU in a worker they answer zeros and break the next mapAsync (notes: tfjs-webgpu)',
    /^(?!fs\.).*\.(dataSync|readSync|arraySync|bufferSync)$/,
    (path) => isTest(path) || /(^|\/)reference\.ts$/.test(path) || !inSource(path),
  ),
  perAccess(
    'one-device',
    'the device is asked for in one place, so that limits, features, loss and errors are handled once',
    /\.(requestDevice|requestAdapter)$/,
    (path) => isTest(path) || /^src\/gpu\/(device|node-webgpu)[a-z-]*\.ts$/.test(path) || !inSource(path),
  ),
  perAccess(
    'no-sleeping',
    'a test that sleeps is slow when it passes and flaky when it fails: wait for what the app reports',
    /\.waitForTimeout$/,
    () => false,
  ),
  {
    id: 'no-any',
    because: 'any switches the compiler off for everything it touches',
    check: ({ facts }) => facts.asAny.map((line) => ({ line, what: 'as any' })),
  },
  {
    id: 'no-todo',
    because: 'what is not done is in the issue tracker or the log, where somebody looks',
    check: ({ facts }) =>
      facts.comments
        .filter(({ text }) => /\b(TODO|FIXME|XXX|HACK)\b/.test(text))
        .map(({ line, text }) => ({ line, what: text.trim() })),
  },
  {
    id: 'no-ts-ignore',
    because: 'it hides the next error too; @ts-expect-error with a reason at least fails when it is no longer needed',
    check: ({ facts }) =>
      facts.comments
        .filter(({ text }) => /@ts-(ignore|nocheck)\b|@ts-expect-error\s*$/.test(text))
        .map(({ line, text }) => ({ line, what: text.trim() })),
  },
  {
    id: 'file-size',
    because: 'a file of more than 400 lines is two files (about 100 feels right)',
    check: ({ path, facts }) =>
      !isTest(path) && facts.lines > 400 ? [{ line: 400, what: `${facts.lines} lines` }] : [],
  },
];
