import { formatCount } from '@/ui/format';

/** 0.0123 -> "0.012", 12.345 -> "12.3", 1234.5 -> "1,235". */
export function milliseconds(ms: number): string {
  return ms >= 100 ? formatCount(ms) : ms.toFixed(ms >= 10 ? 1 : ms >= 1 ? 2 : 3);
}

/** Billions a second, or a dash where there is nothing to divide. */
export function rate(value: number | undefined): string {
  if (value === undefined) return '–';
  return value >= 100 ? formatCount(value) : value.toFixed(value >= 10 ? 1 : value >= 0.1 ? 2 : 3);
}

/** 0.4567 -> "46 %", 0.0101 -> "1.0 %": decimals line up. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(share >= 0.0995 ? 0 : 1)} %`;
}
