/** Where a command reads and writes; tests give their own. */
export interface Terminal {
  /** Results: what a program would read. Waits until the reader keeps up. */
  out(text: string): Promise<void>;
  /** Everything else. */
  err(text: string): void;
  /** Whether `err` is a screen that a bar can be drawn on. */
  readonly interactive: boolean;
  /** Width of that screen in characters. */
  readonly columns: number;
  /** Aborts at the first Ctrl-C. */
  readonly interrupt: AbortSignal;
}

/** The process's own streams. */
export function processTerminal(interrupt: AbortSignal): Terminal {
  const { stdout, stderr } = process;
  return {
    out: (text) =>
      new Promise((resolve, reject) => {
        stdout.write(text, (error) => (error ? reject(error) : resolve()));
      }),
    err: (text) => void stderr.write(text),
    interactive: stderr.isTTY === true,
    columns: stderr.columns ?? 80,
    interrupt,
  };
}
