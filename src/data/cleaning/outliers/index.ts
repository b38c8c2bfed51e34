import type { CleaningEntry } from '../entry';

export const outliers = {
  id: 'outliers',
  version: 1,
  label: 'Outliers',
  help: 'Drops documents that are unlike the rest of the corpus in length or another measure. Takes a pass over the corpus more.',
  citation: 'Tukey 1977 (1.5 interquartile ranges); Iglewicz and Hoaglin 1993 (modified z-score 3.5)',
  options: {
    measure: {
      type: 'choice',
      label: 'Measure',
      help: 'What is compared.',
      default: 'length',
      choices: [
        { id: 'length', label: 'characters (logarithm)' },
        { id: 'words', label: 'words (logarithm)' },
        { id: 'wordLength', label: 'mean length of words' },
        { id: 'letterWords', label: 'share of words with a letter' },
      ],
    },
    method: {
      type: 'choice',
      label: 'Method',
      help: 'What is unusual.',
      default: 'iqr',
      choices: [
        { id: 'iqr', label: 'beyond the quartiles', help: 'By more than so many interquartile ranges.' },
        {
          id: 'mad',
          label: 'far from the median',
          help: 'By a modified z-score: 0.6745 x distance / median distance.',
        },
      ],
    },
    ranges: {
      type: 'number',
      label: 'Interquartile ranges',
      help: 'How far beyond the quartiles is unusual.',
      default: 1.5,
      min: 0.1,
      max: 100,
      step: 0.1,
    },
    score: {
      type: 'number',
      label: 'Modified z-score',
      help: 'How far from the median is unusual.',
      default: 3.5,
      min: 0.1,
      max: 1000,
      step: 0.1,
    },
    side: {
      type: 'choice',
      label: 'Side',
      help: 'Which documents go.',
      default: 'both',
      choices: [
        { id: 'both', label: 'small and large' },
        { id: 'small', label: 'small only' },
        { id: 'large', label: 'large only' },
      ],
    },
  },
  reasons: ['unusually small', 'unusually large'],
  sees: 'prose',
  onByDefault: false,
  load: async () => (await import('./step')).outliersCode,
} as const satisfies CleaningEntry;
