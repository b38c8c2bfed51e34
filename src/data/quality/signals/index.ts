import type { GaugeEntry } from '../entry';

export const signals = {
  id: 'signals',
  version: 1,
  label: 'Signals of quality',
  help: 'What the filters of large web corpora measure, with the thresholds that they set.',
  options: {},
  load: async () => (await import('./gauge')).signalsCode,
} as const satisfies GaugeEntry;
