import type { OptionSpec } from '@/base/options';
import { allowed, type Command, type Flag, HELP, usage } from './arguments';

/** Width of the column of names. */
const INDENT = 30;
const WIDTH = 100;

/** All about one command. */
export function commandHelp(command: Command): string {
  return `${[
    command.summary,
    '',
    `Usage: ${usage(command)}`,
    '',
    ...command.positionals.flatMap(({ name, many, help }) => row(many ? `${name}...` : name, help)),
    ...[...command.flags, HELP].flatMap((flag) => row(flagName(flag), flagHelp(flag))),
    ...(command.details ? ['', command.details()] : []),
  ].join('\n')}\n`;
}

/** What there is. */
export function programHelp(commands: readonly Command[]): string {
  const rows = commands.flatMap((command) => row(command.name, command.summary));
  return `Loam on the command line. Each command tells more: npm run train -- --help\n\n${rows.join('\n')}\n`;
}

export const flagName = ({ name, placeholder }: Flag) => (placeholder ? `--${name} ${placeholder}` : `--${name}`);

export function flagHelp({ help, spec, required, multiple }: Flag): string {
  const more = [
    ...(required ? ['required'] : []),
    ...(multiple ? ['may be repeated'] : []),
    // A choice stands in the placeholder already.
    ...(spec && spec.type !== 'choice' ? [allowed(spec)] : []),
    ...(spec && spec.type !== 'choice' && !required ? [`default ${defaultOf(spec)}`] : []),
  ];
  return more.length > 0 ? `${help} (${more.join('; ')})` : help;
}

export const defaultOf = (spec: OptionSpec) => (spec.default === '' ? 'empty' : String(spec.default));

/** A name and its explanation, wrapped. */
export function row(name: string, text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && INDENT + line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = '';
    }
    line += line === '' ? word : ` ${word}`;
  }
  lines.push(line);
  const first = `  ${name}`;
  const fits = first.length < INDENT;
  return [
    fits ? first.padEnd(INDENT) + (lines[0] ?? '') : first,
    ...lines.slice(fits ? 1 : 0).map((rest) => ' '.repeat(INDENT) + rest),
  ];
}

/** Flags of a command with their help, as rows of a table. */
export const optionsOf = (command: Command): [string, string][] =>
  [...command.flags].map((flag) => [flagName(flag), flagHelp(flag)]);
