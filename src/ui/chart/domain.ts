import { roundStep } from './ticks';

export type Domain = readonly [low: number, high: number];

/**
 * A round range around the data that does not jump: it grows in round steps when the data leave it, and shrinks only once they fill less
 * than half of it.
 */
export function steadyDomain(before: Domain | undefined, low: number, high: number, kind: 'linear' | 'log'): Domain {
  if (!(high >= low)) return before ?? (kind === 'log' ? [0.1, 10] : [0, 1]);
  const wanted = kind === 'log' ? logDomain(low, high) : linearDomain(low, high);
  if (!before) return wanted;
  const [from, to] = before;
  if (low >= from && high <= to) return filled(before, low, high, kind) > 0.5 ? before : wanted;
  // What left the range once leaves it again: some room beyond, so that it does not move at every other point.
  const room = kind === 'log' ? 1.2 : (high - low) * 0.25;
  const below = low < from ? (kind === 'log' ? low / room : low >= 0 ? Math.max(0, low - room) : low - room) : low;
  const above = high > to ? (kind === 'log' ? high * room : high + room) : high;
  return kind === 'log' ? logDomain(below, above) : linearDomain(below, above);
}

function filled(domain: Domain, low: number, high: number, kind: 'linear' | 'log'): number {
  const at = (value: number) => (kind === 'log' ? Math.log(value) : value);
  return (at(high) - at(low)) / (at(domain[1]) - at(domain[0]));
}

function linearDomain(low: number, high: number): Domain {
  const travel = high > low ? high - low : Math.abs(high) || 1;
  const step = roundStep(travel / 5);
  const from = Math.floor((low - travel * 0.02) / step) * step;
  // Nothing measured here is negative: no empty room below zero.
  return [low >= 0 ? Math.max(0, clean(from)) : clean(from), clean(Math.ceil((high + travel * 0.02) / step) * step)];
}

const STOPS = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

function logDomain(low: number, high: number): Domain {
  const from = low > 0 ? low : high > 0 ? high / 1000 : 1;
  const to = high > from ? high : from * 1.5;
  return [stop(from / 1.01, 'below'), stop(to * 1.01, 'above')];
}

function stop(value: number, side: 'below' | 'above'): number {
  const e = Math.floor(Math.log10(value));
  const m = value / 10 ** e;
  const found = side === 'above' ? STOPS.find((s) => s >= m * 0.9999) : STOPS.findLast((s) => s <= m * 1.0001);
  return Number(`${found ?? 1}e${e}`);
}

const clean = (value: number) => Number(value.toPrecision(12));

/** The end of the step axis: a few stops of the planned run, so that the first minute fills the picture and the axis moves five times. */
export function stepDomain(lastStep: number, plannedSteps: number): Domain {
  if (plannedSteps <= 0) return [0, Math.max(10, lastStep)];
  const ends = [0.02, 0.05, 0.1, 0.2, 0.5, 1].map((share) => Math.ceil(share * plannedSteps));
  return [0, Math.max(1, ends.find((end) => end >= lastStep) ?? lastStep)];
}
