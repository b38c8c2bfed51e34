import { Registry } from '@/base/registry';
import { characterClasses } from './character-classes';
import type { GaugeEntry } from './entry';
import { exactDuplicates } from './exact-duplicates';
import { languages } from './languages';
import { lengths } from './lengths';
import { words } from './words';

/** In the order of the report. */
export const gauges = new Registry<GaugeEntry>('gauge', [lengths, words, languages, characterClasses, exactDuplicates]);
