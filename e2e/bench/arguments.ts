import { parseArgs } from 'node:util';

export const USAGE = `npm run bench -- step      ours and others, one training step, in one sitting on one adapter
                           [--config A|B|FILE] [--peers stock,jax,nanogpt|none] [--rounds N] [--steps N]
npm run bench -- ops       each op beside its composition of tfjs's ops [--only NAME,NAME]
npm run bench -- import    files of tables beside the library under each importer used plainly [--only NAME,NAME]
npm run bench -- scaling   how the time of a step grows with layers, width, context and batch, beside its FLOPs
                           [--config FILE, the smallest shape]
npm run bench -- scale     a corpus of each size from file to packed tokens: seconds, heap, time to cancel
                           [--sizes 10,100,1000, in MB] [--recipe NAME]
npm run bench -- gpu-pack  a folder that runs the step bench on another machine, without a network [--out DIR]

  --adapter swiftshader|lavapipe|FILE   the Vulkan driver, FILE being its manifest; default: what the studio would take
  --browser                             in Chromium (SwiftShader) instead of Node (step; scale, of the studio as built, as at first)
  --json                                results as JSON, without the table
  LOAM_BENCH_LOCK=FILE                  runs each timed piece under flock -x FILE`;

/** What is measured beside ours: one file each in `peers/`. */
export const PEERS = ['stock', 'jax', 'nanogpt'] as const;
export const COMMANDS = ['step', 'ops', 'import', 'scaling', 'scale', 'gpu-pack'] as const;
export type Command = (typeof COMMANDS)[number];

export interface BenchArguments {
  readonly command: Command;
  /** A, B or a file; each bench has its own default. */
  readonly config?: string;
  readonly peers: readonly string[];
  readonly adapter?: string;
  readonly browser: boolean;
  readonly json: boolean;
  /** Interleaved rounds. */
  readonly rounds: number;
  /** Steps a round; as many as fill a few seconds where not given. */
  readonly steps?: number;
  readonly only: readonly string[];
  /** Megabytes (scale only). */
  readonly sizes?: readonly number[];
  /** Of cleaning (scale only). */
  readonly recipe?: string;
  readonly out: string;
}

/** Throws Error with one sentence for a person. */
export function parseBenchArguments(args: readonly string[]): BenchArguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      config: { type: 'string' },
      peers: { type: 'string', default: 'stock,jax' },
      adapter: { type: 'string' },
      browser: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '5' },
      steps: { type: 'string' },
      only: { type: 'string', default: '' },
      sizes: { type: 'string' },
      recipe: { type: 'string' },
      out: { type: 'string', default: '.cache/gpu-pack' },
    },
  });
  const [name, ...rest] = positionals;
  const command = COMMANDS.find((known) => known === name);
  if (!command) throw new Error(name ? `There is no bench ${name}` : 'Which bench?');
  if (rest.length > 0) throw new Error(`${rest[0]} is one word too many`);
  const { config, adapter, browser, json, recipe, out } = values;
  return {
    command,
    ...(config === undefined ? {} : { config }),
    peers: peersOf(values.peers),
    ...(adapter === undefined ? {} : { adapter }),
    browser,
    json,
    rounds: count('rounds', values.rounds),
    ...(values.steps === undefined ? {} : { steps: count('steps', values.steps) }),
    only: list(values.only),
    ...(values.sizes === undefined ? {} : { sizes: list(values.sizes).map((size) => count('sizes', size)) }),
    ...(recipe === undefined ? {} : { recipe }),
    out,
  };
}

function list(text: string): string[] {
  return text.split(',').filter((name) => name !== '');
}

function peersOf(text: string): string[] {
  if (text === 'none') return [];
  const names = list(text);
  const unknown = names.find((name) => !PEERS.some((known) => known === name));
  if (unknown) throw new Error(`There is no peer ${unknown}; there are ${PEERS.join(', ')} and none`);
  return names;
}

function count(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} should be a whole number above 0`);
  return value;
}
