import type { Profile, ProfiledCommand } from './profile';

/** Sums over some commands of a profile. */
export interface ProfileRow {
  readonly name: string;
  readonly dispatches: number;
  readonly copies: number;
  readonly ms: number;
  /** Of the sum of all times, 0 to 1. */
  readonly share: number;
  readonly bytes: number;
  readonly flops: number;
  /** 1e9 operations a second, over what was timed; absent where no operations were declared. */
  readonly gigaflopsPerSecond?: number;
  /** 1e9 bytes a second, over what was timed. */
  readonly gigabytesPerSecond?: number;
}

export interface ProfileSummary {
  readonly total: ProfileRow;
  /** Forward and backward apart, slowest first. */
  readonly byOp: readonly ProfileRow[];
  /** In the order of the computation; "rest" is what belongs to none. */
  readonly byScope: readonly ProfileRow[];
  readonly byPhase: readonly ProfileRow[];
  /** How many dispatches of each kernel there are, most first. */
  readonly byKind: readonly { readonly name: string; readonly dispatches: number }[];
}

/** The tables of a profile. Pure: for the page and the command line alike. */
export function summariseProfile({ commands }: Profile): ProfileSummary {
  const total = rowOf('all', commands);
  const rows = (nameOf: (command: ProfiledCommand) => string) =>
    [...groupsOf(commands, nameOf)].map(([name, group]) => rowOf(name, group, total.ms));
  const dispatches = commands.filter(({ kind }) => kind === 'dispatch');
  return {
    total: { ...total, share: total.ms > 0 ? 1 : 0 },
    byOp: rows(({ op, phase }) => opName(op) + (phase === 'backward' ? ', backward' : '')).sort((a, b) => b.ms - a.ms),
    byScope: rows(({ scope }) => scope || 'rest'),
    byPhase: rows(({ phase }) => phase),
    byKind: [...groupsOf(dispatches, ({ op }) => opName(op))]
      .map(([name, group]) => ({ name, dispatches: group.length }))
      .sort((a, b) => b.dispatches - a.dispatches),
  };
}

/** "LoamMatMul" and tfjs's "SliceProgram" as people say them. */
export function opName(op: string): string {
  return op.replace(/^Loam(?=[A-Z])/, '').replace(/(?<=\w)Program$/, '');
}

function groupsOf(
  commands: readonly ProfiledCommand[],
  nameOf: (command: ProfiledCommand) => string,
): Map<string, ProfiledCommand[]> {
  const groups = new Map<string, ProfiledCommand[]>();
  for (const command of commands) {
    const name = nameOf(command);
    const group = groups.get(name);
    if (group) group.push(command);
    else groups.set(name, [command]);
  }
  return groups;
}

function rowOf(name: string, commands: readonly ProfiledCommand[], allMs = 0): ProfileRow {
  const timed = commands.filter(({ ms }) => ms !== undefined);
  const sum = (of: readonly ProfiledCommand[], value: (command: ProfiledCommand) => number) =>
    of.reduce((total, command) => total + value(command), 0);
  const ms = sum(timed, (command) => command.ms ?? 0);
  const flops = sum(timed, (command) => command.flops);
  const bytes = sum(timed, (command) => command.bytes);
  return {
    name,
    dispatches: commands.filter(({ kind }) => kind === 'dispatch').length,
    copies: commands.filter(({ kind }) => kind === 'copy').length,
    ms,
    share: allMs > 0 ? ms / allMs : 0,
    bytes: sum(commands, (command) => command.bytes),
    flops: sum(commands, (command) => command.flops),
    // 1e9 a second is 1e6 a millisecond.
    ...(ms > 0 && flops > 0 ? { gigaflopsPerSecond: flops / ms / 1e6 } : {}),
    ...(ms > 0 ? { gigabytesPerSecond: bytes / ms / 1e6 } : {}),
  };
}
