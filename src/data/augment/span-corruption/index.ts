import { type AugmentEntry, rateOption } from '../entry';

/** T5's `<extra_id_0>` to `<extra_id_99>`. */
export const SENTINELS: readonly string[] = Array.from({ length: 100 }, (_, i) => `<extra_id_${i}>`);
/** Between the corrupted text and what was taken out of it. */
export const ANSWER = '<|spans|>';

export const spanCorruption = {
  id: 'span-corruption',
  kind: 'text',
  version: 1,
  label: 'Span corruption',
  help: 'Takes out short spans of words, marks where they were, and lists them behind the text.',
  citation: 'Raffel et al. 2020 (T5), arXiv:1910.10683, section 3.1.4',
  options: {
    rate: rateOption(0.1),
    density: {
      type: 'number',
      label: 'Density',
      help: 'Share of the words that is taken out.',
      citation: 'Raffel et al. 2020, section 3.3.3: 15%',
      default: 0.15,
      min: 0.01,
      max: 0.9,
    },
    meanLength: {
      type: 'number',
      label: 'Mean length',
      help: 'Words of a span on average.',
      citation: 'Raffel et al. 2020, section 3.3.4: 3',
      default: 3,
      min: 1,
      max: 32,
      unit: 'words',
    },
    window: {
      type: 'integer',
      label: 'Window',
      help: 'A longer text is corrupted window by window, each with its own marks.',
      default: 256,
      min: 8,
      max: 1024,
      scale: 'log',
      unit: 'words',
      advanced: true,
    },
  },
  specialTokens: [...SENTINELS, ANSWER],
  load: async () => (await import('./augment')).spanCorruptionCode,
} as const satisfies AugmentEntry<'text'>;
