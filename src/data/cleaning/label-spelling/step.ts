import { ITEM } from '@/schema/row';
import { type CleaningCode, KEEP, passOn } from '../entry';

/** More different labels are no labels: what comes later keeps its spelling. */
const MOST_LABELS = 100_000;
/** A longer one is a text. */
const LABEL_CHARACTERS = 1000;

/** What spellings of one label have in common: letters and digits, without case and accents. */
export const labelKey = (label: string): string =>
  label
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+#]+/gu, '');

export const labelSpellingCode: CleaningCode = {
  create() {
    /** By key, how often each spelling comes. */
    const seen = new Map<string, Map<string, number>>();
    const best = new Map<string, string>();
    let surveyed = '';
    let held = '';
    return {
      survey: {
        part(text, { first, last }) {
          if (first) surveyed = '';
          if (surveyed.length <= LABEL_CHARACTERS) surveyed += text;
          if (!last || surveyed.length > LABEL_CHARACTERS) return;
          for (const label of labelsIn(surveyed)) {
            const key = labelKey(label);
            const spellings = seen.get(key) ?? new Map<string, number>();
            if (spellings.size === 0 && seen.size >= MOST_LABELS) continue;
            seen.set(key, spellings.set(label, (spellings.get(label) ?? 0) + 1));
          }
        },
        *decide() {
          let done = 0;
          for (const [key, spellings] of seen) {
            // Ties by code points: the order of rows is not to matter.
            const [first] = [...spellings].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
            if (key !== '' && first && spellings.size > 1) best.set(key, first[0]);
            if (++done % 1000 === 0) yield;
          }
          seen.clear();
        },
      },
      part(text, { first, last, rescued }) {
        if (rescued) return KEEP;
        if (first) held = '';
        held += text;
        if (!last) return { kind: 'change', text: '' };
        if (held.length > LABEL_CHARACTERS) return passOn(text, held);
        const labels = held.split(ITEM).map((label) => best.get(labelKey(label)) ?? label.trim());
        return { kind: 'change', text: [...new Set(labels)].join(ITEM) };
      },
    };
  },
};

const labelsIn = (text: string) => text.split(ITEM).flatMap((label) => label.trim() || []);
