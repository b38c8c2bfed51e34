import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { file, importTexts } from '../corpus/testing/import-texts';
import { joined } from '../encoding/byte-source';
import { importers } from './index';
import { cases, goodFile } from './testing/cases';

/** Files for each importer and kind of harm; raise it by LOAM_FUZZ_RUNS. */
const RUNS = Number(process.env.LOAM_FUZZ_RUNS ?? 30);
/** The suite tries the same files each time; a longer search, others. */
const SEED = process.env.LOAM_FUZZ_RUNS === undefined ? { seed: 20261124 } : {};
/** Processor time: no file here is larger than some kilobytes, and what takes so long hangs. */
const MOST_MS = 3000;

/** Always a result; every problem named and placed; and text or a reason why not. */
async function imported(name: string, contents: Uint8Array): Promise<void> {
  const start = process.cpuUsage();
  const { source, texts } = await importTexts([file(name, contents)]);
  const { user, system } = process.cpuUsage(start);
  expect((user + system) / 1000).toBeLessThan(MOST_MS);
  expect(source.documents).toBe(texts.length);
  const problems = source.files.flatMap((report) => report.problems);
  for (const { where, code, remedy } of problems) {
    expect(where).toContain(name);
    expect(code).toMatch(/^import\//);
    expect(remedy).not.toBe('');
  }
  if (texts.length === 0) expect(problems.length).toBeGreaterThan(0);
}

describe.each(importers.entries.map((entry) => [entry.id, entry.extensions[0] ?? ''] as const))('%s', (id, ending) => {
  const good = async () => {
    const example = cases[id];
    return example ? await goodFile(example) : new Uint8Array(0);
  };
  const name = `fuzzed.${ending}`;

  it('survives mutated files', async () => {
    const seed = await good();
    const mutation = fc.record({ at: fc.nat(), cut: fc.nat(6), put: fc.uint8Array({ maxLength: 6 }) });
    const property = fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 6 }), async (mutations) => {
      let contents = seed;
      for (const { at, cut, put } of mutations) {
        const place = at % (contents.length + 1);
        contents = joined([contents.subarray(0, place), put, contents.subarray(place + cut)]);
      }
      await imported(name, contents);
    });
    await fc.assert(property, { numRuns: RUNS, ...SEED });
  });

  it('survives files that break off, wherever that is', async () => {
    const seed = await good();
    await fc.assert(
      fc.asyncProperty(fc.nat(seed.length), (length) => imported(name, seed.subarray(0, length))),
      { numRuns: RUNS / 3, ...SEED },
    );
  });

  it('survives random bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), (contents) => imported(name, contents)),
      { numRuns: RUNS / 3, ...SEED },
    );
  });
});
