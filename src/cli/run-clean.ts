import { decontamination } from '@/data/cleaning/decontamination';
import type { CleanedCorpus } from '@/data/prepare/clean-corpus';
import { cleanIntoFile } from '@/data/prepare/clean-into-file';
import { defaultPrepareConfig } from '@/data/prepare/default-config';
import { nothingLeft } from '@/data/prepare/nothing-left';
import { fillsOf } from '@/data/prepare/rows/fills-of';
import { splitPlan } from '@/data/prepare/split-keys';
import { TextReader } from '@/data/prepare/text-reader';
import { measureQuality } from '@/data/quality/measure-quality';
import { qualityHtml } from '@/data/quality/quality-html';
import { measureCleaned } from '@/data/quality/report-quality';
import { stepsOf } from '@/data/recipes/recipe-steps';
import { invalidSplit, TRAIN } from '@/data/split/assign-sides';
import type { SplitPlan } from '@/data/split/split-plan';
import { Breather } from '@/data/tokenizers/breather';
import { jsonFile, textFile } from '@/export/export-file';
import type { SplitConfig } from '@/schema/dataset';
import { AFTER_ALL_STEPS } from '@/schema/quality';
import type { Arguments } from './arguments';
import { inputOf } from './input-files';
import { mappingOf } from './mapping-flag';
import { nodePool } from './node-pool';
import { checkOutput, writeFolder } from './output-folder';
import { importInputs } from './prepare-inputs';
import { ProgressBar } from './progress-bar';
import { recipeOfFlag } from './recipe-flag';
import { withScratch } from './scratch';
import { shards } from './shards';
import { splitOf } from './split-options';
import type { Terminal } from './terminal';

const TEXT = 'cleaned.txt';
const MARKS = ['recipe.json', 'report.json'];

/** From files to a folder with shards, reports and the recipe; the last line of output is the summary as JSON. */
export async function runClean(given: Arguments, terminal: Terminal): Promise<void> {
  const recipe = await recipeOfFlag(given.text('recipe'));
  const steps = stepsOf(recipe);
  const config = splitOfFlags(given);
  const asked =
    SPLIT_FLAGS.some((flag) => given.has(flag)) || steps.some(({ id, on }) => on && id === decontamination.id);
  const out = given.text('out') ?? '';
  const inputs = await Promise.all(given.positionals.map(inputOf));
  await checkOutput(out, given.has('force'), MARKS);
  const format = given.text('format') === 'parquet' ? 'parquet' : 'jsonl';
  const bar = new ProgressBar(terminal);
  const pool = nodePool();
  let done = 0;
  const signal = terminal.interrupt;
  const breather = new Breather(signal);
  const mapping = mappingOf('--columns', given.text('columns') ?? '');
  const onProgress = ({ label, done, total }: { label: string; done: number; total: number }) =>
    bar.show(label, done, total);
  try {
    await withScratch(async (storage) => {
      const corpus = await importInputs(inputs, mapping, { storage, bar, signal, columnsFlag: '--columns' });
      const name = inputs.map((input) => input.name).join(', ');
      const { documentCount } = corpus;
      const imported = {
        split: await splitPlan(config, corpus, breather),
        name,
        stage: 'as imported',
        documentCount,
        parts: () => corpus.parts(),
      };
      const before = await measureQuality(imported, onProgress, breather);
      const split = await splitPlan(config, corpus, breather);
      const into = { storage, path: TEXT, folder: 'cleaning', split, pool };
      const cleaned = await cleanIntoFile(corpus, steps, into, async (more) => {
        done += more;
        bar.show('Cleaning', Math.round(done), corpus.totalCharacters);
        await breather.breatheIfDue();
      });
      const stage = steps.some(({ on }) => on) ? AFTER_ALL_STEPS : before.stage;
      const after = await measureCleaned(cleaned, { path: TEXT, name, stage, split }, storage, onProgress, breather);
      if (asked && cleaned.kept.length === 0 && documentCount > 0) throw nothingLeft(cleaned.audit, documentCount);
      const sides = asked ? wholeSides(split, cleaned) : undefined;
      const report = { before, after, audit: cleaned.audit, ...(sides ? { split: config } : {}) };
      const file = await storage.open(TEXT);
      try {
        const fills = await fillsOf(cleaned, split.sides(cleaned.kept, cleaned.documents), new TextReader(file), () =>
          breather.breatheIfDue(),
        );
        const fill = new Map(fills.map(({ column, value }) => [column, value]));
        await writeFolder(
          out,
          (function* () {
            const total = cleaned.kept.length;
            yield* shards(corpus, { ...cleaned, fill, ...(sides ? { sides } : {}) }, file, {
              format,
              onDocument: (n) => bar.show('Writing', n, total),
            });
            yield jsonFile('report.json', report);
            yield textFile('report.html', qualityHtml([before, after], cleaned.audit));
            yield jsonFile('recipe.json', recipe);
          })(),
        );
      } finally {
        file.close();
      }
      bar.end();
      for (const { id, changed, dropped } of cleaned.audit) bar.log(`${id}: ${effect(changed, dropped)}`);
      const documents = { in: before.documents, out: after.documents };
      const line = { out, documents, bytes: { in: before.bytes, out: after.bytes }, ...(sides ? counted(sides) : {}) };
      await terminal.out(`${JSON.stringify(line)}\n`);
    });
  } finally {
    bar.end();
  }
}

const SPLIT_FLAGS = ['split', 'held-out', 'fold'];

function splitOfFlags(given: Arguments): SplitConfig {
  const values = { split: given.text('split') ?? '', fold: given.text('fold') ?? '' };
  return splitOf({ ...values, validationFraction: given.number('held-out') }, defaultPrepareConfig(0).split);
}

/** Side of each document that is left. Throws LoamError `data/invalid-split` where only a block of one could be held out. */
function wholeSides(split: SplitPlan, { kept, documents }: CleanedCorpus): Uint8Array {
  const sides = split.sides(kept, documents);
  if (sides) return sides;
  throw invalidSplit('No document can be held out of these as a whole', 'Add more documents, or give no --split.');
}

const counted = (sides: Uint8Array) => {
  const validation = sides.filter((side) => side !== TRAIN).length;
  return { split: { train: sides.length - validation, validation } };
};

function effect(changed: number, dropped: Readonly<Record<string, number>>): string {
  const reasons = Object.entries(dropped).map(([reason, count]) => `${count} ${reason}`);
  return `changed ${changed}, dropped ${reasons.length === 0 ? 'none' : reasons.join(', ')}`;
}
