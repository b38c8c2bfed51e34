import { LoamError } from '@/base/errors';
import { parseOptions } from '@/base/options';
import { type CleaningCode, drop, KEEP } from '../entry';
import { detectLanguage, knownLanguages, LANGUAGE_SAMPLE } from './detect-language';
import { language } from './index';

export const languageCode: CleaningCode = {
  /** Throws LoamError `cleaning/unknown-language`. */
  create(options) {
    const o = parseOptions(language.options, options).values;
    const wanted = new Set(
      o.keep
        .toLowerCase()
        .split(/[\s,;]+/)
        .filter(Boolean),
    );
    const known = new Set(knownLanguages());
    for (const code of wanted) if (!known.has(code)) throw unknown(code, known);
    let sample = '';
    let judged = false;
    if (wanted.size === 0) return { part: () => KEEP };
    return {
      part(text, { first, last }) {
        if (first) {
          sample = '';
          judged = false;
        }
        if (judged) return KEEP;
        sample += text.slice(0, LANGUAGE_SAMPLE - sample.length);
        if (!last && sample.length < LANGUAGE_SAMPLE) return KEEP;
        judged = true;
        const found = detectLanguage(sample);
        if (!found || found.score < o.minScore) return drop('unclear language');
        return wanted.has(found.language) ? KEEP : drop('other language');
      },
    };
  },
};

const unknown = (code: string, known: ReadonlySet<string>) =>
  new LoamError({
    code: 'cleaning/unknown-language',
    what: `"${code}" is not a language that can be told`,
    where: language.label,
    remedy: `Take some of: ${[...known].sort().join(', ')}.`,
  });
