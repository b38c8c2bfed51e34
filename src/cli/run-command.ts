import { isAbort, LoamError } from '@/base/errors';
import { type Command, parseCommandLine } from './arguments';
import { clean } from './clean';
import { evaluate } from './eval';
import { generate } from './generate';
import { commandHelp, programHelp } from './help';
import { suggestion } from './near-matches';
import type { Terminal } from './terminal';
import { tokenize } from './tokenize';
import { train } from './train';
import { UsageError } from './usage-error';

export const commands: readonly Command[] = [train, clean, tokenize, evaluate, generate];

/** Exit codes: 0 done, 1 failed, 2 the command line cannot be, 130 interrupted. */
export async function runCommand(argv: readonly string[], terminal: Terminal): Promise<number> {
  const [name = '', ...rest] = argv;
  const command = commands.find((c) => c.name === name);
  try {
    if (!command) {
      if (name === '--help' || name === 'help') {
        await terminal.out(programHelp(commands));
        return 0;
      }
      const names = commands.map((c) => c.name);
      throw new UsageError(
        name || 'command',
        name ? 'There is no such command' : 'It is missing',
        suggestion(name, names, `Give one of ${names.join(', ')}.`),
      );
    }
    const given = parseCommandLine(command, rest);
    if (given) await command.run(given, terminal);
    else await terminal.out(commandHelp(command));
    return 0;
  } catch (error) {
    if (isAbort(error) && terminal.interrupt.aborted) {
      terminal.err('Interrupted.\n');
      return 130;
    }
    // A reader that has enough (head, less) is no failure.
    if (codeOf(error) === 'EPIPE') return 0;
    terminal.err(`${oneLine(error)}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

/** Where, what, what to do: on one line. What nobody foresaw keeps its stack: it is a fault of ours. */
function oneLine(error: unknown): string {
  if (error instanceof LoamError) {
    const { where, what, remedy } = error.report;
    return [where, what.replace(/[.;]?$/, '.'), remedy]
      .filter(Boolean)
      .join(': ')
      .replace('.: ', '. ')
      .replace(/\s*\n\s*/g, ' ');
  }
  const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `A fault of the studio, please report it: ${told}`;
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
