import { type NumberSpec, type OptionProblem, type OptionValue, parseOption } from '@/base/options';
import type { ModelEntry, ModelShape } from '@/ml/models/entry';

type Options = Readonly<Record<string, OptionValue>>;
export interface Repaired {
  readonly options: Options;
  /** What was moved beside the change that was asked for, and why. */
  readonly notes: readonly OptionProblem[];
}

/**
 * Changes one option of a model and moves as little else as needed for the combination to be possible: the family's own `problems` decide.
 * A value that cannot be at all (five heads on a hidden size of 128) goes on to the next possible one in the direction of the change.
 */
export function changeModelOption(entry: ModelEntry, shape: ModelShape, name: string, value: OptionValue): Repaired {
  const spec = entry.options[name];
  if (!spec || typeof parseOption(spec, value) === 'object') return { options: shape.options, notes: [] };
  const before = shape.options[name];
  const wanted = typeof value === 'number' && isNumber(spec) ? onGrid(spec, value) : value;
  const notes: OptionProblem[] = [];
  const start = followHidden(entry, { ...shape.options, [name]: wanted }, shape.options, name, notes);
  const direction = typeof before === 'number' && typeof wanted === 'number' ? Math.sign(wanted - before) : 0;
  const problemsOf = (options: Options) => entry.problems({ ...shape, options });

  const others = settle(entry, start, problemsOf, name);
  if (problemsOf(others).length === 0)
    return { options: others, notes: [...notes, ...moves(entry, start, others, problemsOf)] };
  // The change itself is the problem: look further along, then back.
  if (typeof wanted === 'number' && isNumber(spec))
    for (const candidate of candidates(spec, wanted, direction)) {
      const tried = settle(entry, { ...start, [name]: candidate }, problemsOf, name);
      if (problemsOf(tried).length > 0) continue;
      return { options: tried, notes: [...notes, ...moves(entry, start, tried, problemsOf)] };
    }
  return { options: shape.options, notes: problemsOf(others) };
}

/** Moves options that have problems, `fixed` excepted, each to the nearest value without. */
function settle(
  entry: ModelEntry,
  start: Options,
  problemsOf: (o: Options) => OptionProblem[],
  fixed: string,
): Options {
  let options = start;
  for (let round = 0; round < 6; round++) {
    const problem = problemsOf(options).find((p) => p.option !== fixed && entry.options[p.option]);
    if (!problem) return options;
    const spec = entry.options[problem.option];
    const now = options[problem.option];
    if (!spec || !isNumber(spec) || typeof now !== 'number') return options;
    const without = candidates(spec, now, 0).find((c) => {
      const tried = problemsOf({ ...options, [problem.option]: c });
      return !tried.some((p) => p.option === problem.option);
    });
    if (without === undefined) return options;
    options = { ...options, [problem.option]: without };
  }
  return options;
}

/** Values by distance from a start; those in the direction of a change first. */
function candidates(spec: NumberSpec, from: number, direction: number): number[] {
  const step = spec.step ?? (spec.type === 'integer' ? 1 : (spec.max - spec.min) / 100);
  const reach = Math.min(256, Math.ceil((spec.max - spec.min) / step));
  const along: number[] = [];
  const against: number[] = [];
  for (let i = 1; i <= reach; i++) {
    if (direction === 0) along.push(from - i * step, from + i * step);
    else {
      along.push(from + direction * i * step);
      against.push(from - direction * i * step);
    }
  }
  return [...along, ...against].filter((v) => v >= spec.min && v <= spec.max);
}

/** The feed-forward size keeps its ratio to the hidden size, in whole eights. */
function followHidden(
  entry: ModelEntry,
  next: Options,
  before: Options,
  name: string,
  notes: OptionProblem[],
): Options {
  const spec = entry.options.intermediate;
  const { hidden, intermediate } = before;
  const wanted = next.hidden;
  if (name !== 'hidden' || !spec || !isNumber(spec)) return next;
  if (typeof hidden !== 'number' || typeof intermediate !== 'number' || typeof wanted !== 'number') return next;
  const step = spec.step ?? 1;
  const scaled = Math.round((intermediate * wanted) / hidden / step) * step;
  const width = Math.min(spec.max, Math.max(spec.min, scaled));
  if (width === intermediate) return next;
  notes.push({ option: 'intermediate', message: `${spec.label} follows the hidden size: ${width}` });
  return { ...next, intermediate: width };
}

function moves(entry: ModelEntry, asked: Options, got: Options, problemsOf: (o: Options) => OptionProblem[]) {
  const reasons = problemsOf(asked);
  return Object.keys(got)
    .filter((name) => got[name] !== asked[name])
    .map((name): OptionProblem => {
      const why = reasons.find((p) => p.option === name) ?? reasons[0];
      const label = entry.options[name]?.label ?? name;
      // A problem may go on with what would do; here something has been done.
      const reason = why ? `: ${why.message.split(';')[0]}` : '';
      return { option: name, message: `${label} is now ${got[name]}${reason}` };
    });
}

/** Sizes go in whole steps: a hidden size of 97 costs a GPU what 104 costs. */
function onGrid({ min, max, step }: NumberSpec, value: number): number {
  if (step === undefined) return value;
  return Math.min(max, min + Math.round((value - min) / step) * step);
}

const isNumber = (spec: { type: string }): spec is NumberSpec => spec.type === 'number' || spec.type === 'integer';
