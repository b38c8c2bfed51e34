import { type AugmentEntry, rateOption } from '../entry';

export const windowShift = {
  id: 'window-shift',
  kind: 'tokens',
  version: 1,
  label: 'Shift of a window',
  help: 'The tokens of a window move on by a random number of places; those that fall off the end come first.',
  citation: 'Lewis et al. 2019 (BART), arXiv:1910.13461: document rotation, on tokens',
  options: { rate: rateOption(0.1) },
  load: async () => (await import('./augment')).windowShiftCode,
} as const satisfies AugmentEntry<'tokens'>;
