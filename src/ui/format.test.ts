import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCompact,
  formatCount,
  formatDuration,
  formatMeasure,
  formatNumber,
  formatPercent,
} from './format';

describe('numbers as people read them', () => {
  it('rounds what was measured', () =>
    expect([6820.4, 0.9990272, 12.345, 0].map(formatMeasure)).toEqual(['6,820', '0.999', '12.3', '0']));
  it('groups counts', () => expect(formatCount(1234567)).toBe('1,234,567'));
  it('keeps three significant digits in compact counts and never says 1000 k', () => {
    expect([0, 999, 1000, 1234567, 999_999, 124_439_808].map(formatCompact)).toEqual([
      '0',
      '999',
      '1 k',
      '1.23 M',
      '1 M',
      '124 M',
    ]);
  });
  it('gives bytes in powers of 1,000', () => expect(formatBytes(1_215_000)).toBe('1.22 MB'));
  it('rounds durations without ever showing 60 seconds', () => {
    expect([0, 7.4, 59.6, 3599.7, 7500].map(formatDuration)).toEqual([
      '0:00',
      '0:07',
      '1:00',
      '1 h 00 min',
      '2 h 05 min',
    ]);
  });
  it('keeps two digits of small shares', () => {
    expect([0, 0.0009, 0.0123, 0.25, 1].map(formatPercent)).toEqual(['0 %', '0.09 %', '1.2 %', '25 %', '100 %']);
  });
  it('types tiny numbers with an exponent', () => {
    expect([1e-5, 0.002, 10000, 0.1 + 0.2, 0].map(formatNumber)).toEqual(['1e-5', '0.002', '10000', '0.3', '0']);
  });
});
