import { addTo, at, type Numbers } from '../../numbers';
import type { StepNumber } from '../../step-number';
import { CHUNK, type MuonPlan, type Piece } from './plan';

export interface MuonSettings {
  readonly learningRate: StepNumber;
  /** Memory of the momentum. */
  readonly momentum: number;
  /** Orthogonalise a blend of the gradient and the new momentum instead of the momentum. */
  readonly nesterov: boolean;
  readonly weightDecay: number;
}

/** Coefficients of the Newton-Schulz iteration: x -> a x + b x^3 + c x^5 takes singular values from near 0 to about 1 in five steps. */
export const [A, B, C] = [3.4445, -4.775, 2.0315] as const;
export const STEPS = 5;
/** Added to a matrix's norm before it divides. */
export const EPSILON = 1e-7;

/** For each element of a piece, in the parameter's order: its places in parameters, momentum and groups. */
export function eachElement(
  { source, momentum, group, rows, columns, stride, transposed }: Piece,
  visit: (places: { parameter: number; momentum: number; group: number; element: number }) => void,
): void {
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) {
      const place = group + (transposed ? c * rows + r : r * columns + c);
      const from = r * stride + c;
      visit({ parameter: source + from, momentum: momentum + from, group: place, element: r * columns + c });
    }
}

/** New momentum; what is to be made orthogonal, by groups; and each chunk's sum of squares of it. */
export function momentaReference(
  gradient: Numbers,
  old: Numbers,
  scale: number,
  plan: MuonPlan,
  { momentum, nesterov }: Pick<MuonSettings, 'momentum' | 'nesterov'>,
): { momentum: Numbers; directions: Numbers; squares: Numbers } {
  const next = old.slice();
  const directions = new Float64Array(plan.groups.size);
  const squares = new Float64Array(plan.chunks.length);
  const firstChunks = plan.pieces.map((_, p) => plan.chunks.findIndex(({ piece }) => piece === p));
  plan.pieces.forEach((piece, p) => {
    eachElement(piece, (places) => {
      const g = scale * at(gradient, places.parameter);
      const m = momentum * at(old, places.momentum) + (1 - momentum) * g;
      if (scale >= 0) next[places.momentum] = m;
      const d = nesterov ? momentum * m + (1 - momentum) * g : m;
      directions[places.group] = d;
      addTo(squares, (firstChunks[p] ?? Number.NaN) + Math.floor(places.element / CHUNK), d * d);
    });
  });
  return { momentum: next, directions, squares };
}

/** Each piece over its norm. */
export function normedReference(directions: Numbers, squares: Numbers, { pieces, chunks }: MuonPlan): Numbers {
  const next = directions.slice();
  pieces.forEach((piece, p) => {
    const sum = chunks.reduce((total, { piece: of }, k) => (of === p ? total + at(squares, k) : total), 0);
    const size = piece.rows * piece.columns;
    const norm = Math.sqrt(sum) + EPSILON;
    for (let i = piece.group; i < piece.group + size; i++) next[i] = at(directions, i) / norm;
  });
  return next;
}

/** a I + b gram + c square, for every one of several matrices [size, size]. */
export function polynomialReference(gram: Numbers, square: Numbers, size: number): Numbers {
  return square.map((value, i) => ((i % size ** 2) % (size + 1) === 0 ? A : 0) + B * at(gram, i) + C * value);
}

/** New parameters from orthogonal directions. */
export function moveReference(
  parameter: Numbers,
  orthogonal: Numbers,
  { pieces }: MuonPlan,
  decayed: ReadonlySet<string>,
  { learningRate, weightDecay, scale }: { learningRate: number; weightDecay: number; scale: number },
): Numbers {
  const next = parameter.slice();
  if (scale < 0) return next;
  for (const piece of pieces) {
    const decay = decayed.has(piece.name) ? weightDecay : 0;
    eachElement(piece, (places) => {
      const old = at(parameter, places.parameter);
      next[places.parameter] = old - learningRate * (piece.factor * at(orthogonal, places.group) + decay * old);
    });
  }
  return next;
}
