import { runCommand } from './run-command';
import { processTerminal } from './terminal';

const interrupt = new AbortController();
process.on('SIGINT', () => {
  // The second time at once.
  if (interrupt.signal.aborted) process.exit(130);
  interrupt.abort();
});
// Broken pipes are reported to whoever writes; without this listener they would end the process with a stack.
process.stdout.on('error', () => {});

const code = await runCommand(process.argv.slice(2), processTerminal(interrupt.signal));
// Everything is written (`out` waits) and freed. Handles that a driver keeps must not keep the process.
process.exit(code);
