import { Registry } from '@/base/registry';
import { characterClasses } from './character-classes';
import type { GaugeEntry } from './entry';
import { exactDuplicates } from './exact-duplicates';
import { labels } from './labels';
import { languages } from './languages';
import { lengths } from './lengths';
import { missingValuesGauge } from './missing-values';
import { nearDuplicatesGauge } from './near-duplicates';
import { overlap } from './overlap';
import { personalData } from './personal-data';
import { signals } from './signals';

/** In the order of the report. */
export const gauges = new Registry<GaugeEntry>('gauge', [
  lengths,
  missingValuesGauge,
  labels,
  languages,
  exactDuplicates,
  nearDuplicatesGauge,
  overlap,
  personalData,
  characterClasses,
  signals,
]);
