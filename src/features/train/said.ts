import type { Reading } from '@/state/metric-series';
import { formatCompact, formatCount, formatNumber } from '@/ui/format';

/** A loss, a perplexity, a norm: three to four digits that do not dance. */
export function said(value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  if (size >= 1000) return formatCompact(value);
  if (size >= 100) return value.toFixed(0);
  if (size >= 10) return value.toFixed(1);
  return size >= 1 || size === 0
    ? value.toFixed(2)
    : size >= 0.01
      ? value.toFixed(3)
      : value.toExponential(1).replace('e-0', 'e-');
}

/** Losses are compared to the third digit. */
export function saidLoss(value: number | undefined): string {
  return value === undefined || !Number.isFinite(value) ? '–' : value >= 100 ? value.toFixed(1) : value.toFixed(3);
}

export const saidRate = (value: number | undefined): string =>
  value === undefined || !Number.isFinite(value) ? '–' : formatNumber(Number(value.toPrecision(3)));

export const saidSpeed = (value: number | undefined): string =>
  value === undefined || !Number.isFinite(value) ? '–' : formatCompact(Number(value.toPrecision(3)));

export const saidStep = (step: number): string => (Number.isFinite(step) ? formatCount(step) : '–');

/** A reading as one sentence, for screen readers. */
export function sentenceOf(reading: Reading): string {
  if (!Number.isFinite(reading.step)) return 'nothing measured yet';
  const parts = [
    ['training loss', saidLoss(reading.training)],
    ['validation loss', saidLoss(reading.validation)],
    ['perplexity', said(reading.perplexity)],
    ['bits per byte', saidLoss(reading.bitsPerByte)],
    ['learning rate', saidRate(reading.learningRate)],
    ['gradient norm', said(reading.gradientNorm)],
    ['tokens per second', saidSpeed(reading.tokensPerSecond)],
  ].filter(([, value]) => value !== '–');
  return `step ${saidStep(reading.step)}: ${parts.map(([name, value]) => `${name} ${value}`).join(', ')}`;
}
