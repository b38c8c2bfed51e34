/**
 * Change of sample rate by a windowed sinc: an ideal low pass at the lower of both Nyquist frequencies, cut to WINGS zero crossings a side by
 * a Kaiser window. Stop band: 80 dB down from that Nyquist frequency on, so nothing above it folds back; pass band flat up to 85% of it.
 * Sources: Smith & Gossett 1984 (table with linear interpolation); Kaiser & Schafer 1980 (window for an attenuation and a width).
 */
const WINGS = 32;
const ATTENUATION_DB = 80;
const BETA = 0.1102 * (ATTENUATION_DB - 8.7);
/** Width of the transition in units of the cutoff: (A - 8) / (2.285 * 2 pi) / WINGS. Half of it must lie below Nyquist. */
const CUTOFF = 1 / (1 + (ATTENUATION_DB - 8) / (2.285 * 4 * Math.PI * WINGS));
/** Entries of the table for each zero crossing: interpolated linearly, the error is under -110 dB. */
const STEPS = 512;
/** Filters of all phases are kept where they are no more than so many numbers (8 MB). */
const MAX_KEPT = 1 << 21;

/** Streaming: the same samples come out however the input is cut into blocks. */
export class Resampler {
  private readonly up: number;
  private readonly down: number;
  /** Cutoff in zero crossings per input sample. */
  private readonly scale: number;
  /** Input samples that one output sample takes on each side. */
  private readonly reach: number;
  private readonly filters = new Map<number, Float32Array>();
  private readonly keepsFilters: boolean;
  /** Input from sample `heldFrom` on; before the first there is silence. */
  private held: Float32Array;
  private heldFrom: number;
  private received = 0;
  private made = 0;

  /** Rates are integers: hertz, or any ratio. */
  constructor(from: number, to: number) {
    const divisor = gcd(from, to);
    this.up = to / divisor;
    this.down = from / divisor;
    this.scale = CUTOFF * Math.min(1, to / from);
    this.reach = Math.ceil(WINGS / this.scale);
    this.keepsFilters = this.up * this.reach * 2 <= MAX_KEPT;
    this.held = new Float32Array(this.reach);
    this.heldFrom = -this.reach;
  }

  push(block: Float32Array): Float32Array {
    if (this.up === this.down) return block;
    this.received += block.length;
    return this.advance(block, this.received - this.reach);
  }

  /** What is left at the end: as many samples came out as have their place before the last of the input. */
  end(): Float32Array {
    if (this.up === this.down) return new Float32Array(0);
    return this.advance(new Float32Array(this.reach), this.received);
  }

  /** Takes in a block and makes all samples whose place, in input samples, is before `limit`. */
  private advance(block: Float32Array, limit: number): Float32Array {
    this.hold(block);
    const { up, down, reach } = this;
    const last = Math.max(this.made, Math.ceil((limit * up) / down));
    const output = new Float32Array(last - this.made);
    for (let i = 0; i < output.length; i++, this.made++) {
      const place = this.made * down;
      const whole = Math.floor(place / up);
      const filter = this.filter(place - whole * up);
      let at = whole - reach + 1 - this.heldFrom;
      let sum = 0;
      for (let tap = 0; tap < filter.length; tap++) sum += (filter[tap] ?? 0) * (this.held[at++] ?? 0);
      output[i] = sum;
    }
    return output;
  }

  /** Drops what no later sample needs, then appends. */
  private hold(block: Float32Array): void {
    const needed = Math.floor((this.made * this.down) / this.up) - this.reach + 1;
    const drop = Math.min(this.held.length, Math.max(0, needed - this.heldFrom));
    const held = new Float32Array(this.held.length - drop + block.length);
    held.set(this.held.subarray(drop));
    held.set(block, this.held.length - drop);
    this.held = held;
    this.heldFrom += drop;
  }

  /** Weights of the input samples from `reach - 1` before to `reach` after, for a place `phase / up` behind a sample. */
  private filter(phase: number): Float32Array {
    const kept = this.filters.get(phase);
    if (kept) return kept;
    const filter = new Float32Array(this.reach * 2);
    for (let tap = 0; tap < filter.length; tap++)
      filter[tap] = this.scale * kernel(Math.abs(tap - this.reach + 1 - phase / this.up) * this.scale);
    if (this.keepsFilters) this.filters.set(phase, filter);
    return filter;
  }
}

/** All at once. */
export function resample(samples: Float32Array, from: number, to: number): Float32Array {
  const resampler = new Resampler(from, to);
  const first = resampler.push(samples);
  const rest = resampler.end();
  const all = new Float32Array(first.length + rest.length);
  all.set(first);
  all.set(rest, first.length);
  return all;
}

let table: Float64Array | undefined;

/** sin(pi x) / (pi x) under the window; x in zero crossings, at least 0. */
function kernel(x: number): number {
  table ??= Float64Array.from({ length: WINGS * STEPS + 2 }, (_, i) => exactKernel(i / STEPS));
  const at = x * STEPS;
  const whole = Math.floor(at);
  const left = table[whole] ?? 0;
  return left + (at - whole) * ((table[whole + 1] ?? 0) - left);
}

function exactKernel(x: number): number {
  if (x >= WINGS) return 0;
  const sinc = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  return (sinc * bessel0(BETA * Math.sqrt(1 - (x / WINGS) ** 2))) / bessel0(BETA);
}

/** Modified Bessel function of the first kind, order 0, by its series. */
function bessel0(x: number): number {
  let sum = 1;
  for (let k = 1, term = 1; term > sum * 1e-16; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
