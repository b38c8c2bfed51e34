export interface FileInExport {
  readonly path: string;
  /** What it is, in a few words. */
  readonly what: string;
  /** Bytes as far as they are known before it is written. */
  readonly bytes?: number;
}

/** What lies in the zip; names are Hugging Face's, so that transformers finds them. */
export function filesIn(weightBytes: number): FileInExport[] {
  return [
    { path: 'model.safetensors', what: 'The weights with the lowest validation loss, 32-bit', bytes: weightBytes },
    { path: 'config.json', what: 'The model’s family and dimensions' },
    { path: 'tokenizer.json', what: 'The vocabulary and how text is cut' },
    { path: 'tokenizer_config.json', what: 'Which class loads the tokenizer' },
    { path: 'special_tokens_map.json', what: 'The end-of-text token' },
    { path: 'generation_config.json', what: 'How it writes by default' },
    { path: 'README.md', what: 'Model card: data, settings, results' },
    { path: 'curves.svg', what: 'Both losses as a picture' },
    { path: 'metrics.jsonl', what: 'Every step and evaluation, one a line' },
    { path: 'run.json', what: 'All settings: enough to run it again' },
  ];
}

/** Around the weights: vocabulary, metrics of so many steps, and some kilobytes of text. */
export function estimateBytes(weightBytes: number, vocabularySize: number, steps: number): number {
  return weightBytes + vocabularySize * 45 + steps * 190 + 24_000;
}
