import { cleaningSteps } from '@/data/cleaning';
import { describeLeakage, describeSplit } from '@/data/split/describe-split';
import { tokenizers } from '@/data/tokenizers';
import type { ModelEntry, ModelShape } from '@/ml/models/entry';
import { STUDIO } from '@/schema/run-manifest';
import type { ExportInput } from '../entry';
import { bytes, count, duration, fenced, plain, table } from './markdown';
import { settingsTables } from './settings-tables';

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

function usage({ dataset }: ExportInput): string {
  const python = [
    'from transformers import AutoModelForCausalLM, AutoTokenizer',
    '',
    'tokenizer = AutoTokenizer.from_pretrained("my-model")  # this folder',
    'model = AutoModelForCausalLM.from_pretrained("my-model")',
    'inputs = tokenizer("The", return_tensors="pt")',
    'print(tokenizer.decode(model.generate(**inputs, max_new_tokens=100)[0]))',
  ].join('\n');
  const loam = [
    'npm run generate -- my-model --prompt "The" --max-tokens 100 --temperature 0.8',
    'npm run eval -- my-model other.txt',
  ].join('\n');
  const llama =
    dataset.tokenizer.id === 'byte-bpe'
      ? `With llama.cpp, after conversion. The converter knows tokenizers by a checksum of published vocabularies, and this one is new: where it stops in \`get_vocab_base_pre\`, let it answer \`"gpt-2"\`, whose way of cutting words this is.\n\n${fenced('python convert_hf_to_gguf.py my-model --outfile my-model.gguf\nllama-cli -m my-model.gguf -p "The"', 'sh')}`
      : 'llama.cpp cannot read it: its converter has no tokenizer of plain characters.';
  return [
    'With transformers:',
    fenced(python, 'python'),
    `In ${STUDIO.name}’s folder:`,
    fenced(loam, 'sh'),
    llama,
  ].join('\n\n');
}

function data({ dataset }: ExportInput): string {
  const sources = table(
    ['Source', 'Came as', 'Size', 'Documents', 'Encodings'],
    'llrrl',
    dataset.sources.map((s) => [
      plain(s.name),
      plain(s.origin),
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
  const { id, vocabularySize } = dataset.tokenizer;
  const tokenizer = tokenizers.has(id) ? tokenizers.get(id).label : id;
  return [
    sources,
    '### Cleaning',
    cleaning(dataset),
    '### Split and tokens',
    `${describeSplit(dataset.preparation.split)}.${leakage ? ` ${describeLeakage(leakage)}` : ''} Tokenizer: ${plain(tokenizer)}, ${count(vocabularySize)} tokens, trained on the training side.`,
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
