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

/** A query row: softmax over the keys it sees (`seen`, maybe none) in p[0 .. seen), and where its rows begin; key s is at `k + s * kStep`. */
interface QueryRow {
  readonly p: Numbers;
  readonly seen: number;
  readonly q: number;
  readonly out: number;
  readonly k: number;
  readonly kStep: number;
  readonly v: number;
  readonly vStep: number;
}

const start = ({ view }: Operand, row: number, head: number, headSize: number) =>
  row * view.stride + view.first + head * headSize;

function eachRow(problem: RowProblem, visit: (row: QueryRow) => void): void {
  const { batch, time, keys, heads, keyHeads, headSize, causal, offset, lengths, q, k, v } = problem;
  const p = new Float64Array(keys);
  for (let b = 0; b < batch; b++)
    for (let h = 0; h < heads; h++) {
      const keyHead = Math.floor(h / (heads / keyHeads));
      const steps = {
        k: start(k, b * keys, keyHead, headSize),
        kStep: k.view.stride,
        v: start(v, b * keys, keyHead, headSize),
        vStep: v.view.stride,
      };
      for (let t = 0; t < time; t++) {
        const seen = Math.max(0, Math.min(keys, causal ? t + offset + 1 : keys, lengths ? at(lengths, b) : keys));
        const row = {
          ...steps,
          p,
          seen,
          q: start(q, b * time + t, h, headSize),
          out: ((b * time + t) * heads + h) * headSize,
        };
        softmax(problem, row);
        visit(row);
      }
    }
}

function softmax({ q, k, headSize }: RowProblem, row: QueryRow): void {
  const { p, seen } = row;
  const scale = Math.sqrt(headSize);
  let max = Number.NEGATIVE_INFINITY;
  for (let s = 0; s < seen; s++) {
    const score = dot(q.values, row.q, k.values, row.k + s * row.kStep, headSize) / scale;
    p[s] = score;
    if (score > max) max = score;
  }
  let sum = 0;
  for (let s = 0; s < seen; s++) {
    const weight = Math.exp(at(p, s) - max);
    p[s] = weight;
    sum += weight;
  }
  for (let s = 0; s < seen; s++) p[s] = at(p, s) / sum;
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
  eachRow(problem, (row) => {
    for (let s = 0; s < row.seen; s++) {
      const p = at(row.p, s);
      const from = row.v + s * row.vStep;
      for (let d = 0; d < headSize; d++) addTo(out, row.out + d, p * at(v.values, from + d));
    }
  });
  return out;
}

/** With P the softmax and dP = dout v^T: dS = P (dP - rowsum(P dP)), dq = dS k / sqrt(D), dk = dS^T q / sqrt(D), dv = P^T dout; each in its operand's layout. */
export function rowAttentionGradientReference(
  problem: RowProblem,
  dout: Numbers,
): { dq: Numbers; dk: Numbers; dv: Numbers } {
  const { keys, headSize, q, k, v } = problem;
  const [dq, dk, dv] = [q, k, v].map(({ values }) => new Float64Array(values.length)) as [Numbers, Numbers, Numbers]; // three in, three out
  const scale = 1 / Math.sqrt(headSize);
  const dp = new Float64Array(keys);
  eachRow(problem, (row) => {
    let mean = 0;
    for (let s = 0; s < row.seen; s++) {
      const product = dot(dout, row.out, v.values, row.v + s * row.vStep, headSize);
      dp[s] = product;
      mean += at(row.p, s) * product;
    }
    for (let s = 0; s < row.seen; s++) {
      const p = at(row.p, s);
      const ds = p * (at(dp, s) - mean) * scale;
      const [key, value] = [row.k + s * row.kStep, row.v + s * row.vStep];
      for (let d = 0; d < headSize; d++) {
        addTo(dq, row.q + d, ds * at(k.values, key + d));
        addTo(dk, key + d, ds * at(q.values, row.q + d));
        addTo(dv, value + d, p * at(dout, row.out + d));
      }
    }
  });
  return { dq, dk, dv };
}
