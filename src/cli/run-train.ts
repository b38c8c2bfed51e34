import { basename } from 'node:path';
import { LoamError } from '@/base/errors';
import { keepTokenizer } from '@/data/prepare/imported-tokenizer';
import { exportModel } from '@/export/export-model';
import { parameterCount } from '@/ml/models/estimate';
import { createRun } from '@/ml/trainer/create-run';
import { resolveConfig } from '@/ml/trainer/resolve-config';
import { summariseRun } from '@/ml/trainer/summarise-run';
import type { TrainEnd, Trainer } from '@/ml/trainer/trainer';
import type { Metric } from '@/schema/metric';
import type { RunConfig } from '@/schema/run-config';
import type { Corpus } from '@/workers/corpus-files';
import type { Arguments } from './arguments';
import { type CliDevice, openCliDevice } from './devices';
import { inputOf, opened } from './input-files';
import { diskTuning, webgpuPackage } from './kernel-cache';
import { checkOutput, writeFolder } from './output-folder';
import { prepareInputs } from './prepare-inputs';
import { NO_PROFILE, profileRun } from './profile-run';
import { ProgressBar } from './progress-bar';
import { recipeOfFlag } from './recipe-flag';
import { withScratch } from './scratch';
import type { Terminal } from './terminal';
import { trainMemory } from './train-memory';
import { planOf, prepareConfigOf, refuseImpossible, runConfigOf } from './train-plan';
import { TrainReport } from './train-report';

export async function runTrain(given: Arguments, terminal: Terminal): Promise<void> {
  const plan = planOf(given);
  const recipe = given.has('recipe') ? await recipeOfFlag(given.text('recipe')) : undefined;
  const tokenizerFile = await fileOfFlag(given.text('tokenizer'));
  const out = given.text('out') ?? '';
  const inputs = await Promise.all(given.positionals.map(inputOf));
  const { replaces } = await checkOutput(out, given.has('force'));
  const bar = new ProgressBar(terminal);
  if (replaces) bar.log(`${out} holds an earlier export, which will be replaced.`);
  const device = await openCliDevice(given.text('device'), terminal);
  try {
    refuseImpossible(plan, device.report);
    await withScratch(async (storage) => {
      const importedTokenizer = tokenizerFile && (await keepTokenizer(storage, tokenizerFile.blob, tokenizerFile.name));
      const corpus = await prepareInputs(
        inputs,
        plan.settings.mapping,
        (bytes) => prepareConfigOf(plan, bytes, { recipe, importedTokenizer }),
        {
          storage,
          bar,
          signal: terminal.interrupt,
          columnsFlag: '--set columns=...',
          vocabularyIsFixed: plan.settings.values.tokenizer.vocabularySize !== undefined,
        },
      );
      try {
        const config = runConfigOf(plan, device.report, corpus.dataset.name);
        await trainAndExport(config, corpus, device, { terminal, bar, out, profile: given.has('profile') });
      } finally {
        corpus.close();
      }
    });
  } finally {
    bar.end();
    device.dispose();
  }
}

async function fileOfFlag(path: string | undefined): Promise<{ blob: Blob; name: string } | undefined> {
  return path === undefined ? undefined : { blob: await opened(path), name: basename(path) };
}

interface Surroundings {
  readonly terminal: Terminal;
  readonly bar: ProgressBar;
  readonly out: string;
  readonly profile: boolean;
}

async function trainAndExport(
  config: RunConfig,
  corpus: Corpus,
  device: CliDevice,
  around: Surroundings,
): Promise<void> {
  const { terminal, bar, out } = around;
  const { dataset, tokenizer } = corpus;
  const resolved = resolveConfig(config, dataset.tokenizer.vocabularySize);
  const parameters = parameterCount(resolved.model, resolved.shape);
  const memoryBytes = await trainMemory(resolved, device.report);
  const metrics: Metric[] = [];
  const report = new TrainReport(bar, resolved.training.steps);
  report.start(config.name, parameters, dataset, device.report, memoryBytes);
  if (around.profile && device.report.kind === 'cpu') bar.log(NO_PROFILE);
  const run = await createRun({
    config,
    vocabularySize: dataset.tokenizer.vocabularySize,
    endOfTextId: dataset.tokenizer.endOfTextId,
    tokens: corpus.tokens,
    bytesPerId: corpus.bytesPerId,
    text: tokenizer,
    onMetric(metric) {
      metrics.push(metric);
      report.metric(metric);
    },
    kernels: { memory: diskTuning(), software: webgpuPackage() },
    onCompile: ({ label, done, total }) => bar.show(label, done, total),
  });
  const { end, error } = await Promise.race([untilDone(run, terminal), device.failed]);
  const weights = await run.checkpoints.loadBest();
  if (!weights)
    throw new LoamError({
      code: 'train/no-weights',
      what: 'The run ended before its first evaluation',
      where: config.name,
      remedy: error?.remedy ?? 'Let it run longer.',
    });
  const results = summariseRun(metrics, end, parameters);
  const tensors = [...weights].map(([name, { shape, data }]) => ({ name, shape, read: async () => data }));
  const files = await exportModel({
    config,
    dataset,
    tokenizer: tokenizer.file,
    parameters: tensors,
    metrics,
    device: device.report,
    results,
    createdAt: new Date().toISOString(),
  });
  run.dispose();
  const total = files.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0);
  await writeFolder(out, files, (done) => bar.show('Writing', done, Math.max(done, total)));
  bar.end();
  bar.log(`Wrote ${files.length} files to ${out}.`);
  const line = {
    steps: results.steps,
    params: parameters,
    trainLoss: results.trainLoss,
    valLoss: results.weights.validationLoss,
    bitsPerByte: results.weights.bitsPerByte,
    tokensPerSecond: results.tokensPerSecond,
    device: `${device.report.kind}: ${device.report.name}`,
    seconds: results.seconds,
  };
  await terminal.out(`${JSON.stringify(line)}\n`);
  if (error) throw new LoamError(error);
  // Whoever pressed Ctrl-C wants an end.
  if (around.profile && device.report.kind === 'webgpu' && !terminal.interrupt.aborted)
    await profileRun(resolved, weights, device, around);
}

/** Ctrl-C while training stops after the step being done, and what was reached is written. */
async function untilDone(run: Trainer, terminal: Terminal): ReturnType<Trainer['train']> {
  const stop = () => {
    terminal.err('\nStopping after this step; what was reached will be written. Ctrl-C again ends at once.\n');
    run.requestStop();
  };
  if (terminal.interrupt.aborted) return { end: 'stopped' satisfies TrainEnd };
  terminal.interrupt.addEventListener('abort', stop, { once: true });
  try {
    return await run.train();
  } finally {
    terminal.interrupt.removeEventListener('abort', stop);
  }
}
