import type { FlatLayout } from '../../flat/layout';
import { at, type Numbers } from '../../numbers';
import { now } from '../../step-number';
import type { LinearMap } from './plan';
import type { MuonSettings } from './reference';

type Matrix = readonly (readonly number[])[];

const cell = (m: Matrix, r: number, c: number) => m[r]?.[c] ?? Number.NaN;
const make = (rows: number, columns: number, of: (r: number, c: number) => number): Matrix =>
  Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (_, c) => of(r, c)));
const width = (m: Matrix) => m[0]?.length ?? 0;
const turned = (m: Matrix) => make(width(m), m.length, (r, c) => cell(m, c, r));
const product = (a: Matrix, b: Matrix) =>
  make(a.length, width(b), (r, c) => b.reduce((sum, row, k) => sum + cell(a, r, k) * (row[c] ?? Number.NaN), 0));

/**
 * `NewtonSchulz5` of Jordan et al. 2024 in doubles: G over its norm, a tall matrix turned, five times X = a X + (b A + c A A) X with A = X X^T.
 */
export function orthogonalised(g: Matrix): Matrix {
  if (g.length > width(g)) return turned(orthogonalised(turned(g)));
  const norm = Math.sqrt(g.flat().reduce((sum, x) => sum + x * x, 0)) + 1e-7;
  let x = make(g.length, width(g), (r, c) => cell(g, r, c) / norm);
  for (let step = 0; step < 5; step++) {
    const a = product(x, turned(x));
    const aa = product(a, a);
    const b = make(a.length, a.length, (r, c) => -4.775 * cell(a, r, c) + 2.0315 * cell(aa, r, c));
    const bx = product(b, x);
    const last = x;
    x = make(x.length, width(x), (r, c) => 3.4445 * cell(last, r, c) + cell(bx, r, c));
  }
  return x;
}

interface Maps {
  readonly layout: FlatLayout;
  readonly momentum: FlatLayout;
  readonly maps: Readonly<Record<string, { readonly linear?: LinearMap }>>;
}

/** A step as its authors write it, map by map, each as [outputs, inputs]. */
export function paperStep(
  old: Record<'parameter' | 'gradient' | 'momentum', Numbers>,
  scale: number,
  { layout, momentum: state, maps }: Maps,
  decayed: ReadonlySet<string>,
  { learningRate, momentum, nesterov, weightDecay }: MuonSettings,
): Record<'parameter' | 'momentum', Numbers> {
  const next = { parameter: old.parameter.slice(), momentum: old.momentum.slice() };
  if (scale < 0) return next;
  const rate = now(learningRate);
  layout.parts.forEach(({ name, shape, offset }, i) => {
    const linear = maps[name]?.linear;
    const [height = 0, across = 0] = shape;
    if (!linear) return;
    const byRows = linear.outputs === 'rows';
    let start = 0;
    for (const outputs of linear.pieces ?? [byRows ? height : across]) {
      const first = start;
      const place = (output: number, input: number) =>
        byRows ? (first + output) * across + input : input * across + first + output;
      const inputs = byRows ? across : height;
      const kept = state.parts[i]?.offset ?? Number.NaN;
      const g = make(outputs, inputs, (o, k) => scale * at(old.gradient, offset + place(o, k)));
      const m = make(
        outputs,
        inputs,
        (o, k) => momentum * at(old.momentum, kept + place(o, k)) + (1 - momentum) * cell(g, o, k),
      );
      const blend = make(outputs, inputs, (o, k) => momentum * cell(m, o, k) + (1 - momentum) * cell(g, o, k));
      const direction = orthogonalised(nesterov ? blend : m);
      const factor = Math.sqrt(Math.max(1, outputs / inputs));
      for (let o = 0; o < outputs; o++)
        for (let k = 0; k < inputs; k++) {
          next.momentum[kept + place(o, k)] = cell(m, o, k);
          const before = at(old.parameter, offset + place(o, k));
          const pulled = decayed.has(name) ? weightDecay * before : 0;
          next.parameter[offset + place(o, k)] = before - rate * (factor * cell(direction, o, k) + pulled);
        }
      start += outputs;
    }
  });
  return next;
}
