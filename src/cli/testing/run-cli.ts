import { runCommand } from '../run-command';
import type { Terminal } from '../terminal';

export interface CliResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A command line in this process, its streams collected. */
export async function runCli(argv: readonly string[], given: Partial<Terminal> = {}): Promise<CliResult> {
  let out = '';
  let err = '';
  const code = await runCommand(argv, {
    out: async (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    interactive: false,
    columns: 80,
    interrupt: new AbortController().signal,
    ...given,
  });
  return { code, out, err };
}
