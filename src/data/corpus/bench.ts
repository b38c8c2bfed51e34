/**
 * Speed and heap of importing. Run: npx tsx --expose-gc src/data/corpus/bench.ts [megabytes]
 *
 * 2026-12-01, Node 20.20, two cores with other jobs beside, 150 MB, heap includes what is not yet collected:
 * txt 166 MB/s, +76 MB; jsonl 145 MB/s, +16 MB; csv 141 MB/s, +25 MB; json 97 MB/s, +26 MB. When each byte was read twice, in blocks of a megabyte,
 * the same hour: 92 MB/s, +310 MB; 53 MB/s, +344 MB; 60 MB/s, +360 MB; 52 MB/s, +358 MB
 */
import { mobyDick } from '../tokenizers/testing/samples';
import { CorpusStore } from './corpus-store';
import { importFiles } from './import-files';
import { forgetfulStorage } from './testing/forgetful-storage';
import { generatedBlob } from './testing/generated-blob';

const megabytes = Number(process.argv[2] ?? 300);
const paragraphs = mobyDick()
  .split(/\n\s*\n/)
  .filter((text) => text.trim() !== '');
const csvRow = (text: string, i: number) => `${i},"${text.replaceAll('"', '""')}",1851\n`;
const kinds: Record<string, [head: string, block: string]> = {
  txt: ['', mobyDick()],
  jsonl: ['', paragraphs.map((text, id) => `${JSON.stringify({ id, text })}\n`).join('')],
  csv: ['id,text,year\n', paragraphs.map(csvRow).join('')],
  json: ['[{"id":0,"text":"x"}', paragraphs.map((text, id) => `,\n${JSON.stringify({ id, text })}`).join('')],
};

const utf8 = new TextEncoder();
for (const [ending, [head, text]] of Object.entries(kinds)) {
  const block = utf8.encode(text);
  const blob = generatedBlob(block, Math.ceil((megabytes * 1e6) / block.length), utf8.encode(head));
  const store = await CorpusStore.open(forgetfulStorage());
  globalThis.gc?.();
  const before = process.memoryUsage();
  let peakHeap = 0;
  let peakAll = 0;
  const watch = setInterval(() => {
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    peakHeap = Math.max(peakHeap, heapUsed - before.heapUsed);
    peakAll = Math.max(peakAll, heapUsed + arrayBuffers - before.heapUsed - before.arrayBuffers);
  }, 10);
  const start = performance.now();
  const signal = new AbortController().signal;
  const source = await importFiles(store, [{ path: `x.${ending}`, blob }], 'file', 'x', {
    onProgress: () => {},
    signal,
  });
  const seconds = (performance.now() - start) / 1000;
  clearInterval(watch);
  const mb = (bytes: number) => (bytes / 1e6).toFixed(0);
  console.log(
    `${ending}: ${mb(blob.size)} MB in ${seconds.toFixed(1)} s, ${(blob.size / 1e6 / seconds).toFixed(0)} MB/s, ${source.documents} documents, peak heap +${mb(peakHeap)} MB, with buffers +${mb(peakAll)} MB`,
  );
  for (const { code, what, where } of source.files.flatMap(({ problems }) => problems))
    console.log('  ', code, where, what);
}
