import type { GaugeEntry } from '../entry';

export const missingValuesGauge = {
  id: 'missing-values',
  version: 1,
  label: 'Missing values',
  help: 'Rows in which a column is empty, or says NA, null, NaN, none, ? or a dash.',
  options: {},
  load: async () => (await import('./gauge')).missingValuesGaugeCode,
} as const satisfies GaugeEntry;
