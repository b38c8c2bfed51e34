/** Hands a file to the browser's own download. It is read from disk as it is saved, never copied to memory. */
export function saveFile(file: File, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own hold on the file once it has begun; a minute is long for that.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

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
