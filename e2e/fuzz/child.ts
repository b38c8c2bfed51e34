/** Imports fuzzed files one after the other and tells the parent of each; a crash or a hang here is the parent's to see. */
import { checkImport } from '@/data/importers/testing/fuzz/check-import';
import { fuzzedFile } from '@/data/importers/testing/fuzz/fuzzed-file';
import { fuzzSeeds } from '@/data/importers/testing/fuzz/seeds';

const [seed, from, to] = process.argv.slice(2).map(Number);
if (seed === undefined || from === undefined || to === undefined) throw new Error('child.ts SEED FROM TO');
const tell = (message: Told) => process.send?.(message);
const seeds = await fuzzSeeds();
// Sound files first: code that is loaded when it is needed takes seconds and megabytes that are no file's.
for (const { name, contents } of seeds) await checkImport(name, contents);
for (let index = from; index < to; index++) {
  const { name, contents, story } = fuzzedFile(seeds, seed, index);
  tell({ begin: index, story });
  const start = process.cpuUsage();
  const fault = await checkImport(name, contents).catch(
    (error: unknown) => `threw ${error instanceof Error ? error.stack : String(error)}`,
  );
  // A rejection that nobody awaits ends the process when the turn of the event loop ends: while its file is the one begun.
  await new Promise((resolve) => setImmediate(resolve));
  const { user, system } = process.cpuUsage(start);
  tell({ end: index, ms: (user + system) / 1000, ...(fault ? { fault } : {}) });
}
process.disconnect?.();

export type Told = { begin: number; story: string } | { end: number; ms: number; fault?: string };
