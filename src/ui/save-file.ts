/** Hands a file to the browser's own download. One on disk is read as it is saved, never copied to memory. */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own hold on the file once it has begun; a minute is long for that.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

export const saveText = (name: string, text: string, type = 'application/json'): void =>
  saveFile(new Blob([text], { type }), name);
