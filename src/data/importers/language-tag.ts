/** Three letters where two are usual (ISO 639-2, both kinds), and names in English of the languages that data sets are full of. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  english: 'en',
  german: 'de',
  french: 'fr',
  spanish: 'es',
  italian: 'it',
  portuguese: 'pt',
  dutch: 'nl',
  russian: 'ru',
  polish: 'pl',
  czech: 'cs',
  turkish: 'tr',
  arabic: 'ar',
  hebrew: 'he',
  hindi: 'hi',
  chinese: 'zh',
  japanese: 'ja',
  korean: 'ko',
  vietnamese: 'vi',
  swedish: 'sv',
  danish: 'da',
  norwegian: 'no',
  finnish: 'fi',
  greek: 'el',
  hungarian: 'hu',
  romanian: 'ro',
  ukrainian: 'uk',
  ger: 'de',
  fre: 'fr',
  dut: 'nl',
  chi: 'zh',
  cze: 'cs',
  gre: 'el',
  rum: 'ro',
  per: 'fa',
  arm: 'hy',
  geo: 'ka',
  ice: 'is',
  mac: 'mk',
  slo: 'sk',
  wel: 'cy',
  alb: 'sq',
  baq: 'eu',
  bur: 'my',
  may: 'ms',
};

/**
 * One spelling for a language: `EN_us`, `eng`, `English` and `en-US` become BCP 47 tags in canonical form (RFC 5646). Undefined for what is
 * no language.
 */
export function languageTag(text: string): string | undefined {
  const name = text
    .trim()
    .replaceAll('_', '-')
    .replace(/[.@].*$/, '');
  const tag = OTHER_NAMES[name.toLowerCase()] ?? name;
  if (!/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(tag)) return undefined;
  try {
    const [canonical] = Intl.getCanonicalLocales(tag);
    return canonical !== undefined && isKnown(canonical) ? canonical : undefined;
  } catch {
    return undefined;
  }
}

const NAMES = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
const isKnown = (tag: string) => NAMES.of(tag.split('-')[0] ?? tag) !== undefined;
