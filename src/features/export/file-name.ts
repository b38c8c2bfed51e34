/** "Micro llama 2 · Learning rate 0.001" -> "micro-llama-2-learning-rate-0.001". */
export function fileName(run: string, extension: string): string {
  const stem = run
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 60);
  return `${stem || 'model'}.${extension}`;
}
