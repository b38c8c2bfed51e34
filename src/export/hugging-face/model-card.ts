import { cleaningSteps } from '@/data/cleaning';
import { describeLeakage, describeSplit } from '@/data/split/describe-split';
import type { ModelEntry, ModelShape } from '@/ml/models/entry';
import { STUDIO } from '@/schema/run-manifest';
import { shapeOf } from '@/schema/shape';
import type { ExportInput } from '../entry';
import { bytes, count, duration, fenced, plain, table } from './markdown';
import { settingsTables } from './settings-tables';
import { addsTokens, llamaCpp, tokenizerSentence } from './tokenizer-words';

/** The `README.md` of an export: what the model is, what it was made from and how, how good it is, how to use it. Pure. */
export function modelCard(input: ExportInput, entry: ModelEntry, shape: ModelShape): string {
  const { config, dataset, metrics } = input;
  const name = plain(config.name || dataset.name) || entry.label;
  const sample = metrics.findLast((metric) => metric.kind === 'sample');
  return `${[
    frontMatter(entry),
    `# ${name}`,
    `A ${entry.label} decoder with ${count(input.results.parameters)} parameters and a context of ${shape.options.contextLength} tokens, trained from ` +
      `scratch on ${plain(dataset.name)} with ${STUDIO.name} ${STUDIO.version}, in float32.`,
    '## Results',
    results(input),
    '![Training and validation loss over the steps](curves.svg)',
    ...(sample ? [`After step ${count(sample.step)} it wrote:`, fenced(sample.prompt + sample.text, 'text')] : []),
    '## Use',
    usage(input),
    '## Data',
    data(input),
    '## Settings',
    settingsTables(input, entry, shape),
    '## Limits',
    'The model knows nothing beyond this text, repeats its mistakes and biases, and was trained for no task but continuing it. Whether the weights may be shared depends on the ' +
      'rights to the text. Every figure of the run is in `metrics.jsonl`, everything that decided it in `run.json`.',
  ].join('\n\n')}\n`;
}

function frontMatter(entry: ModelEntry): string {
  const lines = [
    'library_name: transformers',
    'pipeline_tag: text-generation',
    'tags:',
    ...['loam', entry.id, 'safetensors'].map((tag) => `- ${tag}`),
  ];
  return ['---', ...lines, '---'].join('\n');
}

function results({ results: r, dataset, device }: ExportInput): string {
  const { validationLoss, perplexity, bitsPerByte, step } = r.weights;
  const guess = Math.log(dataset.tokenizer.vocabularySize);
  const figures = table(['Held-out text', 'This model', 'Unigram model', 'Guessing'], 'lrrr', [
    ['Loss, nats per token', validationLoss.toFixed(4), dataset.unigramLoss.toFixed(4), guess.toFixed(4)],
    [
      'Perplexity',
      perplexity.toPrecision(4),
      Math.exp(dataset.unigramLoss).toPrecision(4),
      count(dataset.tokenizer.vocabularySize),
    ],
    ['Bits per byte', bitsPerByte.toFixed(4), '', ''],
  ]);
  const run =
    `The weights are those after step ${count(step)}, the best on the held-out text. The run made ${count(r.steps)} steps (${plain(r.end)}) in ${duration(r.seconds)} on ` +
    `${plain(device.name)} (${device.kind}), ${count(r.tokensPerSecond)} tokens a second; its training loss at the end was ${r.trainLoss.toFixed(4)}.`;
  return `${figures}\n\n${run}`;
}

function usage({ tokenizer }: ExportInput): string {
  const python = [
    'from transformers import AutoModelForCausalLM, AutoTokenizer',
    '',
    'tokenizer = AutoTokenizer.from_pretrained("my-model")  # this folder',
    'model = AutoModelForCausalLM.from_pretrained("my-model")',
    // Training added none, whatever the file's post-processor does.
    `inputs = tokenizer("The", return_tensors="pt"${addsTokens(tokenizer) ? ', add_special_tokens=False' : ''})`,
    'print(tokenizer.decode(model.generate(**inputs, max_new_tokens=100)[0]))',
  ].join('\n');
  const loam = [
    'npm run generate -- my-model --prompt "The" --max-tokens 100 --temperature 0.8',
    'npm run eval -- my-model other.txt',
  ].join('\n');
  return [
    'With transformers:',
    fenced(python, 'python'),
    `In ${STUDIO.name}’s folder:`,
    fenced(loam, 'sh'),
    llamaCpp(tokenizer),
  ].join('\n\n');
}

function data({ dataset, tokenizer }: ExportInput): string {
  const sources = table(
    ['Source', 'Came as', 'Size', 'Documents', 'Encodings'],
    'llrrl',
    dataset.sources.map((s) => [
      plain(s.name),
      plain(s.url ?? s.origin),
      bytes(s.sizeBytes),
      count(s.documents),
      s.encodings.map(plain).join(', '),
    ]),
  );
  const { leakage } = dataset;
  const sides = table(
    ['Side', 'Documents', 'Tokens', 'UTF-8 text'],
    'lrrr',
    (['train', 'validation'] as const).map((side) => {
      const { documents, tokens, textBytes } = dataset[side];
      return [side, count(documents), count(tokens), bytes(textBytes)];
    }),
  );
  const rows = dataset.sources.flatMap((s) =>
    s.rows ? [`- ${plain(s.name)}: \`${shapeOf(s.rows.shape).text}\` (${s.rows.columns.map(plain).join(', ')})`] : [],
  );
  return [
    sources,
    ...(rows.length > 0 ? [`Rows became texts of this form:\n\n${rows.join('\n')}`] : []),
    '### Cleaning',
    cleaning(dataset),
    '### Split and tokens',
    `${describeSplit(dataset.preparation.split)}.${leakage ? ` ${describeLeakage(leakage)}` : ''} ${tokenizerSentence(dataset, tokenizer)}`,
    sides,
  ].join('\n\n');
}

function cleaning({ audit, preparation }: ExportInput['dataset']): string {
  const label = (id: string) => plain(cleaningSteps.has(id) ? cleaningSteps.get(id).label : id);
  const off = preparation.steps.filter((step) => !step.on).map((step) => label(step.id));
  const rows = audit.map(({ id, documentsIn, changed, dropped }) => {
    const reasons = Object.entries(dropped).filter(([, n]) => n > 0);
    const total = reasons.reduce((sum, [, n]) => sum + n, 0);
    const why = reasons.map(([reason, n]) => `${count(n)} ${plain(reason)}`).join(', ');
    return [label(id), count(documentsIn), count(changed), total === 0 ? '0' : `${count(total)} (${why})`];
  });
  const parts =
    rows.length > 0
      ? [table(['Step', 'Documents in', 'Changed', 'Dropped'], 'lrrr', rows)]
      : ['The text was taken as it came.'];
  if (off.length > 0) parts.push(`Switched off: ${off.join(', ')}.`);
  return parts.join('\n\n');
}
