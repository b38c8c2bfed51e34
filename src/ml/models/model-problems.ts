import { type OptionProblem, type OptionSpecs, parseOptions } from '@/base/options';
import type { ModelShape } from './entry';

/** Values out of range, unknown options, heads that do not divide the hidden size, an impossible vocabulary: for every decoder. */
export function modelProblems(
  specs: OptionSpecs,
  shape: ModelShape,
  dimensions: { readonly hidden: number; readonly heads: number },
): OptionProblem[] {
  const problems = parseOptions(specs, shape.options).problems;
  const { hidden, heads } = dimensions;
  if (hidden % heads !== 0) {
    const near = nearestDivisor(hidden, heads);
    problems.push({ option: 'heads', message: `${heads} heads do not divide the hidden size ${hidden}; ${near} do` });
  }
  if (!Number.isInteger(shape.vocabularySize) || shape.vocabularySize < 2)
    problems.push({ option: 'vocabularySize', message: `a vocabulary of ${shape.vocabularySize} is not a vocabulary` });
  return problems;
}

/** The divisor of `whole` nearest to `wanted`, the smaller one on ties. */
export function nearestDivisor(whole: number, wanted: number): number {
  let best = 1;
  for (let d = 1; d <= whole; d++) if (whole % d === 0 && Math.abs(d - wanted) < Math.abs(best - wanted)) best = d;
  return best;
}
