/** Hands a text out as a file. */
export function saveText(name: string, text: string, type = 'application/json'): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has the blob by then; a URL that stays would keep its memory.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
