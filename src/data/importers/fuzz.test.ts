import { describe, expect, it } from 'vitest';
import { checkImport } from './testing/fuzz/check-import';
import { fuzzedFile } from './testing/fuzz/fuzzed-file';
import { fuzzSeeds } from './testing/fuzz/seeds';

/** Harmed files of each sound one. The long search, with memory watched and hangs cut short, is e2e/fuzz/main.ts. */
const RUNS = 12;
/** Where a page or an archive is slow. */
const FEWER: Readonly<Record<string, number>> = { '.pdf': 6, '.docx': 8, '.html': 8 };
const SEED = 20261201;
/** Processor time; no file here is larger than some hundred kilobytes, and what takes so long hangs. */
const MOST_MS = 5000;

const seeds = await fuzzSeeds();

describe.each(seeds.map(({ name }, i) => [name, i] as const))('%s', (name, place) => {
  it('may be harmed in any way', async () => {
    const runs = Object.entries(FEWER).find(([ending]) => name.endsWith(ending))?.[1] ?? RUNS;
    for (let run = 0; run < runs; run++) {
      const index = run * seeds.length + place;
      const file = fuzzedFile(seeds, SEED, index);
      const start = process.cpuUsage();
      const fault = await checkImport(file.name, file.contents);
      const { user, system } = process.cpuUsage(start);
      expect(fault, `file ${index}, ${file.story}`).toBeUndefined();
      expect((user + system) / 1000, `file ${index}, ${file.story}`).toBeLessThan(MOST_MS);
    }
  });

  it('is sound itself', async () => {
    const { name, contents } = seeds[place] ?? { name: '', contents: new Uint8Array(0) };
    expect(await checkImport(name, contents)).toBeUndefined();
  });
});

it('the same number is the same file, another is another', () => {
  const bytes = (seed: number, index: number) => fuzzedFile(seeds, seed, index).contents.join();
  const files = Array.from({ length: 40 }, (_, i) => bytes(SEED, i));
  expect(new Set(files).size).toBeGreaterThan(35);
  expect(files[7]).toBe(bytes(SEED, 7));
  expect(files[7]).not.toBe(bytes(SEED + 1, 7));
});
