import { crc32 } from 'node:zlib';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { type ExportFile, jsonLinesFile, textFile } from '../export-file';
import { writeZip, type ZipOptions } from './write-zip';

async function zipped(files: Iterable<ExportFile>, options?: ZipOptions): Promise<Uint8Array> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of writeZip(files, options)) chunks.push(chunk);
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}
const weights = (chunks: readonly Uint8Array<ArrayBuffer>[]): ExportFile => ({
  path: 'model.safetensors',
  chunks: (async function* () {
    yield* chunks;
  })(),
});

describe('a zip of an export', () => {
  it('gives every file back, whatever its size', async () => {
    const large = new Uint8Array(3_000_000).map((_, i) => (i * i) >> 3);
    const lines = Array.from({ length: 20_000 }, (_, step) => ({ kind: 'step', step }));
    const files = unzipSync(
      await zipped([
        textFile('README.md', 'Grüße '.repeat(1000)),
        textFile('empty.txt', ''),
        weights([large.slice(0, 7), large.slice(7)]),
        textFile('ä/ö.txt', 'x'),
        jsonLinesFile('metrics.jsonl', lines),
      ]),
    );
    const text = (name: string) => new TextDecoder().decode(files[name]);
    expect(Object.keys(files)).toEqual(['README.md', 'empty.txt', 'model.safetensors', 'ä/ö.txt', 'metrics.jsonl']);
    expect(text('README.md')).toBe('Grüße '.repeat(1000));
    expect(files['empty.txt']?.length).toBe(0);
    expect(Buffer.compare(Buffer.from(files['model.safetensors'] ?? []), Buffer.from(large))).toBe(0);
    expect(
      text('metrics.jsonl')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(lines);
  });

  it('compresses text and leaves weights alone, both readable as a stream (method 8, sizes after the data)', async () => {
    const zip = await zipped([textFile('a.txt', 'a'.repeat(10_000)), weights([new Uint8Array(10_000)])]);
    expect(zip.length).toBeGreaterThan(10_000);
    expect(zip.length).toBeLessThan(11_000);
    const view = new DataView(zip.buffer);
    const central = centralDirectory(view);
    expect(central.map((e) => e.method)).toEqual([8, 8]);
    // Bit 3: a data descriptor follows the data.
    expect(central.map((e) => e.flags & 8)).toEqual([8, 8]);
    expect(central.map((e) => e.checksum)).toEqual([crc32('a'.repeat(10_000)), crc32(new Uint8Array(10_000))]);
  });

  it('asks for a file only when the one before is written', async () => {
    const asked: string[] = [];
    const lazy = (path: string): ExportFile => ({
      path,
      chunks: (async function* () {
        asked.push(path);
        yield new Uint8Array(10);
      })(),
    });
    const zip = writeZip([lazy('a'), lazy('b')]);
    await zip.next();
    expect(asked).toEqual(['a']);
    await zip.return();
  });

  it('refuses what the format cannot hold: at the start when the size is known', async () => {
    const chunks = weights([]).chunks;
    await expect(writeZip([{ path: 'w', sizeBytes: 2 ** 32, chunks }]).next()).rejects.toMatchObject({
      report: { code: 'zip/too-large', where: 'w' },
    });
  });

  it('and at the byte where it is too large when it is not', async () => {
    const endless = weights(Array.from({ length: 20 }, () => new Uint8Array(1000)));
    await expect(zipped([endless], { mostBytes: 10_000 })).rejects.toMatchObject({ report: { code: 'zip/too-large' } });
  });

  it('can be cancelled between pieces', async () => {
    const controller = new AbortController();
    const zip = writeZip([weights([new Uint8Array(3 << 20)])], { signal: controller.signal });
    await zip.next();
    controller.abort();
    await expect(
      (async () => {
        for await (const _ of zip);
      })(),
    ).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('passes on what goes wrong in a file', async () => {
    const broken: ExportFile = {
      path: 'x',
      // biome-ignore lint/correctness/useYield: it fails before it has anything to yield
      chunks: (async function* () {
        throw new Error('disk');
      })(),
    };
    await expect(zipped([broken])).rejects.toThrow('disk');
  });
});

function centralDirectory(view: DataView) {
  const end = view.byteLength - 22;
  expect(view.getUint32(end, true)).toBe(0x06054b50);
  let at = view.getUint32(end + 16, true);
  return Array.from({ length: view.getUint16(end + 10, true) }, () => {
    expect(view.getUint32(at, true)).toBe(0x02014b50);
    const entry = {
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      checksum: view.getUint32(at + 16, true),
    };
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    return entry;
  });
}
