import { type AugmentEntry, rateOption } from '../entry';

const count = (label: string, help: string, proposed: number, max: number, unit?: string) =>
  ({ type: 'integer', label, help, default: proposed, min: 0, max, ...(unit ? { unit } : {}) }) as const;

export const specAugment = {
  id: 'spec-augment',
  kind: 'spectrogram',
  version: 1,
  label: 'SpecAugment',
  help: 'Random stretches of time and bands of frequency of the log-mel spectrogram become its mean; time can be bent as well.',
  citation: 'Park et al. 2019, arXiv:1904.08779, section 2; defaults: table 1, LibriSpeech double, no warp',
  options: {
    rate: rateOption(0.5),
    frequencyMasks: count('Bands', 'Bands of frequency that are masked.', 2, 10),
    frequencyWidth: count('Widest band', 'A band is 0 to so many of the 80 mel channels wide.', 27, 80, 'mel channels'),
    timeMasks: count('Stretches', 'Stretches of time that are masked.', 2, 20),
    timeWidth: count('Longest stretch', 'A stretch is 0 to so many frames of 10 ms long.', 100, 1000, 'frames'),
    timeShare: {
      type: 'number',
      label: 'Most of it',
      help: 'No stretch is longer than this share of the recording: short recordings stay understandable.',
      citation: 'Park et al. 2019, section 2: p',
      default: 0.2,
      min: 0,
      max: 1,
    },
    warp: count(
      'Time warp',
      'A random place moves up to so many frames earlier or later; time is stretched before and after it.',
      0,
      200,
      'frames',
    ),
  },
  load: async () => (await import('./augment')).specAugmentCode,
} as const satisfies AugmentEntry<'spectrogram'>;
