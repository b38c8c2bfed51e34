import { addTo, at, type Numbers } from '../../numbers';

/** N rows, C channels. y = x rms gamma with rms = 1 / sqrt(mean(x^2) + eps), kept per row. */
export function rmsNormReference(x: Numbers, gamma: Numbers, eps: number): { y: Numbers; rms: Numbers } {
  const columns = gamma.length;
  const rms = new Float64Array(x.length / columns);
  for (let n = 0; n < rms.length; n++) {
    let squares = 0;
    for (let c = 0; c < columns; c++) squares += at(x, n * columns + c) ** 2;
    rms[n] = 1 / Math.sqrt(squares / columns + eps);
  }
  const y = x.map((value, i) => value * at(rms, Math.floor(i / columns)) * at(gamma, i % columns));
  return { y, rms };
}

/** With g = dy gamma: dx = rms (g - x rms^2 mean(g x)). */
export function rmsNormGradientReference(x: Numbers, gamma: Numbers, rms: Numbers, dy: Numbers): Numbers {
  const columns = gamma.length;
  const dx = new Float64Array(x.length);
  for (let n = 0; n < rms.length; n++) {
    const r = at(rms, n);
    let dot = 0;
    for (let c = n * columns; c < (n + 1) * columns; c++) dot += at(dy, c) * at(gamma, c % columns) * at(x, c);
    for (let c = n * columns; c < (n + 1) * columns; c++) {
      dx[c] = r * (at(dy, c) * at(gamma, c % columns) - (at(x, c) * r * r * dot) / columns);
    }
  }
  return dx;
}

/** Column sums of dy x rms. */
export function rmsNormWeightsReference(x: Numbers, rms: Numbers, dy: Numbers, columns: number): Numbers {
  const dgamma = new Float64Array(columns);
  for (let i = 0; i < x.length; i++)
    addTo(dgamma, i % columns, at(dy, i) * at(x, i) * at(rms, Math.floor(i / columns)));
  return dgamma;
}
