import { readFileSync } from 'node:fs';
import type { BenchConfig } from './material';

/** The two that every notebook and result of this repository speaks of. GPT-2 layout, float32. */
export const CONFIGS: Readonly<Record<string, BenchConfig>> = {
  A: { name: 'A', family: 'gpt2', layers: 2, hidden: 64, heads: 4, time: 64, batch: 8, vocabulary: 128 },
  B: { name: 'B', family: 'gpt2', layers: 4, hidden: 128, heads: 4, time: 128, batch: 8, vocabulary: 512 },
};

const KEYS = { L: 'layers', D: 'hidden', H: 'heads', T: 'time', B: 'batch', V: 'vocabulary' } as const;

/** `A`, `B`, or the path of a JSON file such as {"L": 2, "D": 64, "H": 4, "T": 64, "B": 8, "V": 128, "family": "llama"}. Throws Error. */
export function configOf(given: string): BenchConfig {
  const known = CONFIGS[given.toUpperCase()];
  if (known) return known;
  let text: string;
  try {
    text = readFileSync(given, 'utf8');
  } catch {
    throw new Error(`--config is A, B or the path of a JSON file; ${given} is none`);
  }
  return configFrom(JSON.parse(text), given);
}

/** Exported for tests. Throws Error naming the first thing that is wrong. */
export function configFrom(raw: unknown, name: string): BenchConfig {
  if (typeof raw !== 'object' || raw === null) throw new Error(`${name}: not a JSON object`);
  const given = new Map<string, unknown>(Object.entries(raw));
  const unknown = [...given.keys()].find((key) => key !== 'family' && !(key in KEYS));
  if (unknown) throw new Error(`${name}: unknown key ${unknown}; there are ${Object.keys(KEYS).join(', ')} and family`);
  const number = (key: keyof typeof KEYS): number => {
    const value = given.get(key);
    if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
    throw new Error(`${name}: ${key} should be a whole number above 0`);
  };
  const family = given.get('family') ?? 'gpt2';
  if (typeof family !== 'string') throw new Error(`${name}: family should be a name`);
  return {
    name,
    family,
    layers: number('L'),
    hidden: number('D'),
    heads: number('H'),
    time: number('T'),
    batch: number('B'),
    vocabulary: number('V'),
  };
}
