import { parseArgs } from 'node:util';
import { type OptionSpec, type OptionValue, parseOption } from '@/base/options';
import { suggestion } from './near-matches';
import type { Terminal } from './terminal';
import { UsageError } from './usage-error';

export interface Flag {
  /** Without the dashes. */
  readonly name: string;
  /** What follows it, in help: `N`; a flag without is a switch. */
  readonly placeholder?: string;
  readonly help: string;
  /** Checks the value; without, any text will do. Its default stands in help. */
  readonly spec?: OptionSpec;
  readonly required?: boolean;
  readonly multiple?: boolean;
}

export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly positionals: readonly { readonly name: string; readonly help: string; readonly many?: boolean }[];
  readonly flags: readonly Flag[];
  /** Further help, below the flags. */
  details?(): string;
  run(given: Arguments, terminal: Terminal): Promise<void>;
}

/** A checked command line. */
export interface Arguments {
  readonly positionals: readonly string[];
  has(flag: string): boolean;
  text(flag: string): string | undefined;
  texts(flag: string): readonly string[];
  /** The flag's number, its default where it is not given; for flags with a number spec. */
  number(flag: string): number;
}

export const HELP: Flag = { name: 'help', help: 'Show this help.' };

/** Throws UsageError. Undefined when help was asked for. */
export function parseCommandLine(command: Command, argv: readonly string[]): Arguments | undefined {
  const flags = [...command.flags, HELP];
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(
      flags.map((flag) => [flag.name, { type: flag.placeholder ? 'string' : 'boolean', multiple: true } as const]),
    ),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const seeHelp = `See npm run ${command.name} -- --help.`;
  const found = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const flag = flags.find(({ name }) => name === token.name);
    if (!flag) {
      const known = flags.map(({ name }) => `--${name}`);
      throw new UsageError(token.rawName, 'Unknown option', suggestion(token.rawName, known, seeHelp));
    }
    const values = found.get(flag.name) ?? [];
    found.set(flag.name, values);
    if (values.length > 0 && !flag.multiple) throw new UsageError(token.rawName, 'Given twice', 'Give it once.');
    values.push(checkedText(flag, token.value, token.inlineValue === true));
  }
  if (found.has('help')) return undefined;
  checkCounts(command, positionals, found, seeHelp);
  return {
    positionals,
    has: (name) => found.has(name),
    text: (name) => found.get(name)?.[0],
    texts: (name) => found.get(name) ?? [],
    number(name) {
      const spec = flags.find((flag) => flag.name === name)?.spec;
      const value = spec && parseOption(spec, found.get(name)?.[0] ?? spec.default);
      if (typeof value !== 'number') throw new Error(`--${name} declares no number`);
      return value;
    },
  };
}

function checkedText({ name, placeholder, spec }: Flag, value: string | undefined, inline: boolean): string {
  if (!placeholder) {
    if (value === undefined) return '';
    throw new UsageError(`--${name}`, 'Takes no value', `Write --${name} alone.`);
  }
  // "--out --force" forgets the folder; a text that begins with dashes can be given as --prompt=--x.
  if (value === undefined || (!inline && value.startsWith('--')))
    throw new UsageError(`--${name}`, 'Its value is missing', `Write --${name} ${placeholder}.`);
  if (spec) checkValue(`--${name}`, spec, value);
  return value;
}

/** The checked value. Throws UsageError that says what would be allowed. */
export function checkValue(argument: string, spec: OptionSpec, given: string): OptionValue {
  const parsed = parseOption(spec, given);
  if (typeof parsed !== 'object') return parsed;
  throw new UsageError(argument, capital(parsed.problem), `Give ${allowed(spec)}.`);
}

/** "a whole number from 1 to 512". */
export function allowed(spec: OptionSpec): string {
  switch (spec.type) {
    case 'integer':
      return `a whole number from ${spec.min} to ${spec.max}`;
    case 'number':
      return `a number from ${spec.min} to ${spec.max}`;
    case 'toggle':
      return 'true or false';
    case 'choice':
      return `one of ${spec.choices.map(({ id }) => id).join(', ')}`;
    case 'text':
      return 'a text';
  }
}

function checkCounts(
  command: Command,
  positionals: readonly string[],
  found: ReadonlyMap<string, unknown>,
  seeHelp: string,
): void {
  const wanted = command.positionals;
  const missing = wanted[positionals.length];
  if (missing) throw new UsageError(missing.name, 'It is missing', seeHelp);
  const extra = positionals[wanted.length];
  if (extra !== undefined && !wanted.at(-1)?.many)
    throw new UsageError(extra, 'One argument too many', `${usage(command)}.`);
  const required = command.flags.find((flag) => flag.required && !found.has(flag.name));
  if (required)
    throw new UsageError(`--${required.name}`, 'It is missing', `Write --${required.name} ${required.placeholder}.`);
}

/** "npm run eval -- DIR FILE... [options]". */
export function usage(command: Command): string {
  const places = command.positionals.map(({ name, many }) => (many ? `${name}...` : name));
  const required = command.flags.filter((flag) => flag.required).map((flag) => `--${flag.name} ${flag.placeholder}`);
  return ['npm run', command.name, '--', ...places, ...required, '[options]'].join(' ');
}

export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
