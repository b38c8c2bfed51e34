import { type AugmentEntry, rateOption } from '../entry';

const chance = (label: string, help: string, proposed: number) =>
  ({ type: 'number', label, help, default: proposed, min: 0, max: 0.5, unit: 'of characters' }) as const;

export const noise = {
  id: 'noise',
  kind: 'text',
  version: 1,
  label: 'Noise',
  help: 'Typing errors, what scanners misread, wrong case and lost or doubled blanks.',
  citation: 'Belinkov and Bisk 2018, arXiv:1711.02173: synthetic noise',
  options: {
    rate: rateOption(0.1),
    keyboard: chance('Keyboard', 'Letters replaced by a neighbour on a QWERTY keyboard.', 0.01),
    scanner: chance('Scanner', 'What optical recognition confuses: rn and m, 0 and O, 1 and l.', 0.01),
    letterCase: chance('Case', 'Letters whose case is changed.', 0.005),
    blanks: chance('Blanks', 'Blanks that are lost or doubled.', 0.005),
  },
  load: async () => (await import('./augment')).noiseCode,
} as const satisfies AugmentEntry<'text'>;
