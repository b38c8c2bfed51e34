import { cleanIntoFile } from '@/data/prepare/clean-into-file';
import { measureQuality } from '@/data/quality/measure-quality';
import { qualityHtml } from '@/data/quality/quality-html';
import { measureCleaned, stageAfter } from '@/data/quality/report-quality';
import { stepsOf } from '@/data/recipes/recipe-steps';
import { Breather } from '@/data/tokenizers/breather';
import { jsonFile, textFile } from '@/export/export-file';
import type { Arguments } from './arguments';
import { inputOf } from './input-files';
import { mappingOf } from './mapping-flag';
import { checkOutput, writeFolder } from './output-folder';
import { importInputs } from './prepare-inputs';
import { ProgressBar } from './progress-bar';
import { recipeOfFlag } from './recipe-flag';
import { withScratch } from './scratch';
import { shards } from './shards';
import type { Terminal } from './terminal';

const TEXT = 'cleaned.txt';
const MARKS = ['recipe.json', 'report.json'];

/** From files to a folder with shards, reports and the recipe; the last line of output is the summary as JSON. */
export async function runClean(given: Arguments, terminal: Terminal): Promise<void> {
  const recipe = await recipeOfFlag(given.text('recipe'));
  const steps = stepsOf(recipe);
  const out = given.text('out') ?? '';
  const inputs = await Promise.all(given.positionals.map(inputOf));
  await checkOutput(out, given.has('force'), MARKS);
  const format = given.text('format') === 'parquet' ? 'parquet' : 'jsonl';
  const bar = new ProgressBar(terminal);
  let done = 0;
  const signal = terminal.interrupt;
  const breather = new Breather(signal);
  const mapping = mappingOf('--columns', given.text('columns') ?? '');
  const onProgress = ({ label, done, total }: { label: string; done: number; total: number }) =>
    bar.show(label, done, total);
  try {
    await withScratch(async (storage) => {
      const corpus = await importInputs(inputs, mapping, { storage, bar, signal });
      const name = inputs.map((input) => input.name).join(', ');
      const { documentCount } = corpus;
      const imported = { name, stage: 'as imported', documentCount, parts: () => corpus.parts() };
      const before = await measureQuality(imported, onProgress, breather);
      const cleaned = await cleanIntoFile(corpus, steps, { storage, path: TEXT, folder: 'cleaning' }, async (more) => {
        done += more;
        bar.show('Cleaning', Math.round(done), corpus.totalCharacters);
        await breather.breatheIfDue();
      });
      const last = steps.findLast(({ on }) => on);
      const stage = last ? stageAfter(last.id) : before.stage;
      const after = await measureCleaned(cleaned, { path: TEXT, name, stage }, storage, onProgress, breather);
      const report = { before, after, audit: cleaned.audit };
      const file = await storage.open(TEXT);
      try {
        await writeFolder(
          out,
          (function* () {
            const total = cleaned.kept.length;
            yield* shards(corpus, cleaned, file, { format, onDocument: (n) => bar.show('Writing', n, total) });
            yield jsonFile('report.json', report);
            yield textFile('report.html', qualityHtml([before, after]));
            yield jsonFile('recipe.json', recipe);
          })(),
        );
      } finally {
        file.close();
      }
      bar.end();
      for (const { id, changed, dropped } of cleaned.audit) bar.log(`${id}: ${effect(changed, dropped)}`);
      const documents = { in: before.documents, out: after.documents };
      await terminal.out(`${JSON.stringify({ out, documents, bytes: { in: before.bytes, out: after.bytes } })}\n`);
    });
  } finally {
    bar.end();
  }
}

function effect(changed: number, dropped: Readonly<Record<string, number>>): string {
  const reasons = Object.entries(dropped).map(([reason, count]) => `${count} ${reason}`);
  return `changed ${changed}, dropped ${reasons.length === 0 ? 'none' : reasons.join(', ')}`;
}
