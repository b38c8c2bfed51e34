import type { GaugeEntry } from '../entry';

export const personalData = {
  id: 'personal-data',
  version: 1,
  label: 'Personal data found',
  help: 'E-mail and IP addresses, phone, card and account numbers, secret keys: what the cleaning step would mask.',
  options: {},
  load: async () => (await import('./gauge')).personalDataCode,
} as const satisfies GaugeEntry;
