import type { Profile } from '@/schema/profile';
import { opName, type ProfileRow, summariseProfile } from '@/schema/summarise-profile';

/** Cells of the picture of memory over time. */
const CELLS = 64;
const MOST_TENSORS = 5;

/** A profile as tables for a terminal. */
export function profileReport(profile: Profile): string {
  const { device, stepMs, memory } = profile;
  const { total, byOp, byScope, byPhase, byKind } = summariseProfile(profile);
  return [
    `${device.name}: one step takes ${milliseconds(stepMs)} ms; its ${total.dispatches} dispatches add up to ${milliseconds(total.ms)} ms`,
    `(${howTimed(profile)}).`,
    ...(total.copies > 0 ? [`Copies besides: ${total.copies}.`] : []),
    '',
    ...table('op', byOp),
    '',
    ...table('layer', byScope),
    '',
    ...table('phase', [...byPhase, total]),
    '',
    `Memory: temporaries ${megabytes(memory.arenaBytes)} (of which at most ${megabytes(Math.max(0, ...memory.alive))} are in use at once), ` +
      `constants and inputs ${megabytes(memory.constantBytes)}, weights and state ${megabytes(memory.externalBytes)}`,
    ...(memory.alive.length > 0
      ? [
          `  ${memoryPicture(memory.alive)}`,
          `  temporaries in use, from the first to the last of ${memory.alive.length} commands`,
        ]
      : []),
    ...(memory.largest.length > 0 ? [`The largest at command ${memory.peakAt + 1}, where most is in use:`] : []),
    ...memory.largest
      .slice(0, MOST_TENSORS)
      .map(
        ({ bytes, madeBy, scope, first, last }) =>
          `  ${megabytes(bytes).padStart(10)}  ${[opName(madeBy), scope].filter(Boolean).join(', ')} (commands ${first + 1} to ${last + 1})`,
      ),
    '',
    `Dispatches by kind: ${byKind.map(({ name, dispatches }) => `${name} ${dispatches}`).join(', ') || 'none'}`,
    '',
  ].join('\n');
}

function howTimed({ timing: { how, quantumNs, replays } }: Profile): string {
  switch (how) {
    case 'timestamps':
      return `timed by the GPU's clock, medians of ${replays} steps`;
    case 'averaged timestamps':
      return `timed by the GPU's clock, which counts in ${((quantumNs ?? 0) / 1000).toFixed(0)} microseconds here: means of ${replays} steps`;
    case 'repeated dispatches':
      return `no GPU clock here: each repeated by itself and waited for, with its data in the caches; medians of ${replays}`;
  }
}

const COLUMNS: readonly { readonly title: string; readonly cell: (row: ProfileRow) => string }[] = [
  { title: 'count', cell: ({ dispatches, copies }) => String(dispatches + copies) },
  { title: 'ms', cell: ({ ms }) => milliseconds(ms) },
  { title: 'share', cell: ({ share }) => `${(100 * share).toFixed(1)} %` },
  { title: 'MB', cell: ({ bytes }) => (bytes / 1e6).toFixed(1) },
  { title: 'GFLOP', cell: ({ flops }) => (flops > 0 ? (flops / 1e9).toFixed(3) : '') },
  { title: 'GFLOP/s', cell: ({ gigaflopsPerSecond }) => rate(gigaflopsPerSecond) },
  { title: 'GB/s', cell: ({ gigabytesPerSecond }) => rate(gigabytesPerSecond) },
];

function table(what: string, rows: readonly ProfileRow[]): string[] {
  const lines = [
    [what, ...COLUMNS.map(({ title }) => title)],
    ...rows.map((row) => [row.name, ...COLUMNS.map(({ cell }) => cell(row))]),
  ];
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  return lines.map((line) =>
    line
      .map((text, column) => (column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

/** Eighths of a character's height; the tallest cell is the largest number. Each cell shows the most of its stretch. */
export function memoryPicture(alive: readonly number[]): string {
  const most = Math.max(1, ...alive);
  const cells = Math.min(CELLS, alive.length);
  return Array.from({ length: cells }, (_, i) => {
    const stretch = alive.slice(Math.floor((i * alive.length) / cells), Math.floor(((i + 1) * alive.length) / cells));
    return ' ▁▂▃▄▅▆▇█'[Math.ceil((8 * Math.max(0, ...stretch)) / most)] ?? '';
  }).join('');
}

function milliseconds(ms: number): string {
  return ms.toFixed(ms < 100 ? 3 : 1);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e8 ? 2 : 0)} MB`;
}

function rate(value: number | undefined): string {
  return value === undefined ? '' : value.toFixed(value < 100 ? 2 : 0);
}
