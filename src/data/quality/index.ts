import { Registry } from '@/base/registry';
import { characterClasses } from './character-classes';
import type { GaugeEntry } from './entry';
import { exactDuplicates } from './exact-duplicates';
import { languages } from './languages';
import { lengths } from './lengths';
import { nearDuplicatesGauge } from './near-duplicates';
import { overlap } from './overlap';
import { personalData } from './personal-data';
import { signals } from './signals';

/** In the order of the report. */
export const gauges = new Registry<GaugeEntry>('gauge', [
  lengths,
  languages,
  exactDuplicates,
  nearDuplicatesGauge,
  overlap,
  personalData,
  characterClasses,
  signals,
]);
