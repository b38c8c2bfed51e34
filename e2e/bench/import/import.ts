import { openAsBlob } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { CorpusStore } from '@/data/corpus/corpus-store';
import { importFiles } from '@/data/corpus/import-files';
import { sourceFiles } from '@/data/corpus/stored-source';
import { documentsOf } from '@/schema/shape';
import { diskStorage } from '@/storage/disk';
import type { BenchArguments } from '../arguments';
import { median } from '../statistics';
import { table } from '../table';
import { type ImportFile, importMaterial } from './material';
import { plainImport, writePlainly } from './plain';

const BYTES = 50e6;

interface Time {
  readonly ms: number;
  /** Of all threads of this process, collecting garbage included. */
  readonly processorMs: number;
}
interface Row {
  readonly file: ImportFile;
  readonly how: string;
  readonly documents: number;
  readonly ours: readonly Time[];
  readonly plain: readonly Time[];
}

/**
 * `npm run bench -- import`: the studio's import (encoding judged, every document with its place in the file, an index, problems counted, progress,
 * cancellable, bounded memory) beside the library under it used plainly, from the same file on disk to the same bytes on disk.
 */
export async function importBench({ rounds, only, json }: BenchArguments): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'loam-bench-'));
  const rows: Row[] = [];
  try {
    for (const { name, make } of importMaterial(BYTES)) {
      if (only.length > 0 && !only.some((wanted) => name.includes(wanted))) continue;
      process.stderr.write(`${name}\n`);
      rows.push(await measure(make(), folder, rounds));
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const date = new Date().toISOString().slice(0, 10);
  const machine = `${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`;
  if (json) {
    console.log(JSON.stringify({ date, machine, rows: rows.map(plainly) }, undefined, 2));
    return;
  }
  console.log(`\nImport. ${date}, ${machine}. Median of ${rounds} interleaved rounds, MB/s of processor time.\n`);
  const speed = ({ file }: Row, times: readonly Time[]) => file.bytes.length / 1e3 / middle(times, 'processorMs');
  console.log(
    table(
      [
        { head: 'file', of: ({ file }) => file.name },
        { head: 'MB', of: ({ file }) => file.bytes.length / 1e6, digits: 0 },
        { head: 'documents', of: ({ documents }) => documents, digits: 0 },
        { head: 'beside', of: ({ how }) => how },
        { head: 'ours', of: (row) => speed(row, row.ours) },
        { head: 'plain', of: (row) => speed(row, row.plain) },
        { head: 'ours is x times', of: (row) => ratio(row, 'processorMs'), digits: 2 },
        { head: 'by the clock', of: (row) => ratio(row, 'ms'), digits: 2 },
      ],
      rows,
    ),
  );
}

/** Throws Error where the two do not leave the same bytes. */
async function measure(file: ImportFile, folder: string, rounds: number): Promise<Row> {
  const path = join(folder, file.name);
  await writeFile(path, file.bytes);
  const { how, documents: read } = plainImport(file.name);
  const storage = diskStorage(join(folder, 'storage'));
  const ours: Time[] = [];
  const plain: Time[] = [];
  let documents = 0;
  // The first round warms up.
  for (let round = 0; round <= rounds; round++) {
    const store = await CorpusStore.open(storage);
    let count = 0;
    const other = await timed(async () => {
      count = await writePlainly(await read(path, file.column), storage, 'plain.bin');
    });
    let id = '';
    const own = await timed(async () => {
      const source = await importFiles(store, [{ path: file.name, blob: await openAsBlob(path) }], 'file', file.name, {
        onProgress: () => {},
        signal: new AbortController().signal,
        mapping: documentsOf([file.column]),
      });
      id = source.id;
      documents = source.documents;
    });
    const at = (name: string) => readFile(join(folder, 'storage', name));
    const same = (await at(sourceFiles(id).text)).equals(await at('plain.bin'));
    if (!same || documents !== count) throw new Error(`${file.name}: ours and the plain import do not agree`);
    await store.remove(id);
    if (round === 0) continue;
    ours.push(own);
    plain.push(other);
  }
  await rm(path);
  return { file, how, documents, ours, plain };
}

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

async function timed(work: () => Promise<void>): Promise<Time> {
  // What the other side left would be collected on this side's time: the plain one leaves whole files and all their rows.
  collectGarbage();
  const [began, before] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(before);
  return { ms: performance.now() - began, processorMs: (user + system) / 1000 };
}

function middle(times: readonly Time[], name: keyof Time): number {
  return median(times.map((time) => time[name]));
}
function ratio({ ours, plain }: Row, name: keyof Time): number {
  return middle(plain, name) / middle(ours, name);
}
function plainly({ file, ...row }: Row) {
  return { file: file.name, sizeBytes: file.bytes.length, ...row };
}
