/**
 * Declared options: the form on the screen, the defaults, the command line's `--set` and the parser of saved settings all come from one
 * declaration (see `registry.ts`).
 */
interface Common {
  readonly label: string;
  /** One sentence. */
  readonly help: string;
  /** Where the option or its default comes from: a paper, an equation, a convention. */
  readonly citation?: string;
  /** Shown only under "Advanced". */
  readonly advanced?: boolean;
}
export interface NumberSpec extends Common {
  readonly type: 'number' | 'integer';
  readonly default: number;
  readonly min: number;
  readonly max: number;
  /** How a slider maps its travel; `log` for rates and sizes. */
  readonly scale?: 'linear' | 'log';
  readonly step?: number;
  readonly unit?: string;
}
export interface ToggleSpec extends Common {
  readonly type: 'toggle';
  readonly default: boolean;
}
export interface ChoiceSpec extends Common {
  readonly type: 'choice';
  readonly default: string;
  readonly choices: readonly { readonly id: string; readonly label: string; readonly help?: string }[];
}
export interface TextSpec extends Common {
  readonly type: 'text';
  readonly default: string;
}
export type OptionSpec = NumberSpec | ToggleSpec | ChoiceSpec | TextSpec;
export type OptionSpecs = Readonly<Record<string, OptionSpec>>;
export type OptionValue = number | boolean | string;

/** The values that a set of specs declares: numbers, booleans, strings by the specs' types. */
export type OptionValues<S extends OptionSpecs> = {
  [K in keyof S]: S[K] extends NumberSpec ? number : S[K] extends ToggleSpec ? boolean : string;
};

export interface OptionProblem {
  readonly option: string;
  readonly message: string;
}

export function defaultsOf<S extends OptionSpecs>(specs: S): OptionValues<S> {
  return Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, spec.default])) as OptionValues<S>;
}

/**
 * Checked values from untrusted input (saved settings, `--set key=value` strings, form fields). Missing options take their default.
 * Unknown names and bad values are returned as problems, never dropped silently.
 */
export function parseOptions<S extends OptionSpecs>(
  specs: S,
  raw: Readonly<Record<string, unknown>>,
): { values: OptionValues<S>; problems: OptionProblem[] } {
  const values: Record<string, OptionValue> = { ...defaultsOf(specs) };
  const problems: OptionProblem[] = [];
  for (const [name, given] of Object.entries(raw)) {
    const spec = Object.hasOwn(specs, name) ? specs[name] : undefined;
    if (!spec) {
      problems.push({ option: name, message: `unknown option; known: ${Object.keys(specs).join(', ')}` });
      continue;
    }
    const parsed = parseOption(spec, given);
    if (typeof parsed === 'object') problems.push({ option: name, message: parsed.problem });
    else values[name] = parsed;
  }
  return { values: values as OptionValues<S>, problems };
}

/** One checked value, or the sentence that says what is wrong with it. */
export function parseOption(spec: OptionSpec, given: unknown): OptionValue | { problem: string } {
  switch (spec.type) {
    case 'number':
    case 'integer': {
      const value = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
      if (typeof value !== 'number' || !Number.isFinite(value)) return { problem: `"${given}" is not a number` };
      if (spec.type === 'integer' && !Number.isInteger(value)) return { problem: `${value} is not a whole number` };
      if (value < spec.min || value > spec.max) return { problem: `${value} is outside ${spec.min} to ${spec.max}` };
      return value;
    }
    case 'toggle':
      if (given === true || given === 'true' || given === '1' || given === 'on') return true;
      if (given === false || given === 'false' || given === '0' || given === 'off') return false;
      return { problem: `"${given}" is neither true nor false` };
    case 'choice': {
      const ids = spec.choices.map((choice) => choice.id);
      return typeof given === 'string' && ids.includes(given)
        ? given
        : { problem: `"${given}" is not one of ${ids.join(', ')}` };
    }
    case 'text':
      return typeof given === 'string' ? given : { problem: 'not a text' };
  }
}
