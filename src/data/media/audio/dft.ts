/** Complex numbers: real parts, imaginary parts. */
type Complex = readonly [re: Float64Array, im: Float64Array];

/**
 * Discrete Fourier transform of any length, X[k] = sum_n x[n] exp(-2 pi i k n / N), by Cooley and Tukey (1965): mixed radix, decimation in
 * time. Fast where the length has small prime factors, as windows of 10 or 25 ms have.
 */
export class Dft {
  private readonly factors: readonly number[];
  private readonly cos: Float64Array;
  private readonly sin: Float64Array;
  private readonly output: Complex;
  private readonly spare: Complex;

  constructor(readonly length: number) {
    this.factors = primeFactors(length);
    this.cos = Float64Array.from({ length }, (_, k) => Math.cos((2 * Math.PI * k) / length));
    this.sin = Float64Array.from({ length }, (_, k) => -Math.sin((2 * Math.PI * k) / length));
    this.output = [new Float64Array(length), new Float64Array(length)];
    this.spare = [new Float64Array(length), new Float64Array(length)];
  }

  /** |X[k]|^2 of real samples for k = 0 .. N/2; `power` is written. */
  power(samples: Float64Array, power: Float64Array): void {
    const [re, im] = this.transform(samples);
    for (let k = 0; k < power.length; k++) power[k] = (re[k] ?? 0) ** 2 + (im[k] ?? 0) ** 2;
  }

  /** Spectrum of real samples. The next transform overwrites what it gives. */
  transform(samples: Float64Array): Complex {
    this.step(samples, 0, 1, 0, this.length, 0);
    return this.output;
  }

  /** Transform of the samples at `from`, `from + stride`, ...: `count` of them, to the output at `to`. */
  private step(samples: Float64Array, from: number, stride: number, to: number, count: number, depth: number): void {
    const [re, im] = this.output;
    if (count === 1) {
      re[to] = samples[from] ?? 0;
      im[to] = 0;
      return;
    }
    const radix = this.factors[depth] ?? count;
    const size = count / radix;
    for (let part = 0; part < radix; part++)
      this.step(samples, from + part * stride, stride * radix, to + part * size, size, depth + 1);
    const [spareRe, spareIm] = this.spare;
    for (let k = 0; k < count; k++) {
      let sumRe = 0;
      let sumIm = 0;
      for (let part = 0; part < radix; part++) {
        const turn = (part * k * stride) % this.length;
        const cos = this.cos[turn] ?? 0;
        const sin = this.sin[turn] ?? 0;
        const at = to + part * size + (k % size);
        const x = re[at] ?? 0;
        const y = im[at] ?? 0;
        sumRe += x * cos - y * sin;
        sumIm += x * sin + y * cos;
      }
      spareRe[k] = sumRe;
      spareIm[k] = sumIm;
    }
    re.set(spareRe.subarray(0, count), to);
    im.set(spareIm.subarray(0, count), to);
  }
}

function primeFactors(n: number): number[] {
  const factors: number[] = [];
  for (let p = 2; n > 1; p++) for (; n % p === 0; n /= p) factors.push(p);
  return factors;
}
