import { addTo, at, type Numbers } from '../../numbers';
import type { RowSizes, View } from './rows';

/** Where an operand's numbers are. */
export interface Operand {
  readonly values: Numbers;
  readonly view: View;
}

export interface RowProblem extends RowSizes {
  readonly q: Operand;
  readonly k: Operand;
  readonly v: Operand;
  readonly causal: boolean;
  readonly offset: number;
  /** Keys of each batch entry that are there; all where missing. */
  readonly lengths?: Numbers | undefined;
}

const start = ({ view }: Operand, row: number, head: number, headSize: number) =>
  row * view.stride + view.first + head * headSize;

/** Calls `row` for every query row with the softmax over the keys it sees (none for a row that sees no key) and where things are. */
function eachRow(
  problem: RowProblem,
  row: (at: { p: number[]; q: number; out: number; k(s: number): number; v(s: number): number }) => void,
): void {
  const { batch, time, keys, heads, keyHeads, headSize, causal, offset, lengths, q, k, v } = problem;
  for (let b = 0; b < batch; b++)
    for (let h = 0; h < heads; h++)
      for (let t = 0; t < time; t++) {
        const keyHead = Math.floor(h / (heads / keyHeads));
        const seen = Math.max(0, Math.min(keys, causal ? t + offset + 1 : keys, lengths ? at(lengths, b) : keys));
        const place = {
          q: start(q, b * time + t, h, headSize),
          out: ((b * time + t) * heads + h) * headSize,
          k: (s: number) => start(k, b * keys + s, keyHead, headSize),
          v: (s: number) => start(v, b * keys + s, keyHead, headSize),
        };
        const scores = Array.from(
          { length: seen },
          (_, s) => dot(q.values, place.q, k.values, place.k(s), headSize) / Math.sqrt(headSize),
        );
        const max = Math.max(...scores);
        const weights = scores.map((score) => Math.exp(score - max));
        const sum = weights.reduce((total, weight) => total + weight, 0);
        row({ ...place, p: weights.map((weight) => weight / sum) });
      }
}

function dot(a: Numbers, i: number, b: Numbers, j: number, length: number): number {
  let sum = 0;
  for (let d = 0; d < length; d++) sum += at(a, i + d) * at(b, j + d);
  return sum;
}

/** softmax(q k^T / sqrt(D)) v, straight from the formula; a row that sees no key is zero. out is [B * T, H * D]. */
export function rowAttentionReference(problem: RowProblem): Numbers {
  const { batch, time, heads, headSize, v } = problem;
  const out = new Float64Array(batch * time * heads * headSize);
  eachRow(problem, (row) =>
    row.p.forEach((p, s) => {
      for (let d = 0; d < headSize; d++) addTo(out, row.out + d, p * at(v.values, row.v(s) + d));
    }),
  );
  return out;
}

/** With P the softmax and dP = dout v^T: dS = P (dP - rowsum(P dP)), dq = dS k / sqrt(D), dk = dS^T q / sqrt(D), dv = P^T dout; each in its operand's layout. */
export function rowAttentionGradientReference(
  problem: RowProblem,
  dout: Numbers,
): { dq: Numbers; dk: Numbers; dv: Numbers } {
  const { headSize, q, k, v } = problem;
  const [dq, dk, dv] = [q, k, v].map(({ values }) => new Float64Array(values.length)) as [Numbers, Numbers, Numbers]; // three in, three out
  const scale = 1 / Math.sqrt(headSize);
  eachRow(problem, (row) => {
    const dp = row.p.map((_, s) => dot(dout, row.out, v.values, row.v(s), headSize));
    const mean = row.p.reduce((sum, p, s) => sum + p * (dp[s] ?? Number.NaN), 0);
    row.p.forEach((p, s) => {
      const ds = p * ((dp[s] ?? Number.NaN) - mean) * scale;
      for (let d = 0; d < headSize; d++) {
        addTo(dq, row.q + d, ds * at(k.values, row.k(s) + d));
        addTo(dk, row.k(s) + d, ds * at(q.values, row.q + d));
        addTo(dv, row.v(s) + d, p * at(dout, row.out + d));
      }
    });
  });
  return { dq, dk, dv };
}
