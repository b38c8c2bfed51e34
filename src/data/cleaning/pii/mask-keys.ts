/** Prefixes that services have given their secret keys so that scanners find them, and the characters that follow. */
const KEY = new RegExp(
  `(?<![\\w-])(?:${[
    'sk-(?:ant-|proj-|or-)?[\\w-]{20,}',
    '(?:sk|rk)_(?:live|test)_\\w{16,}',
    'gh[pousr]_\\w{30,}',
    'github_pat_\\w{30,}',
    'glpat-[\\w-]{20,}',
    'xox[abeoprs]-[\\w-]{10,}',
    'A(?:KIA|SIA)[0-9A-Z]{16}(?!\\w)',
    'AIza[\\w-]{35}(?![\\w-])',
    'ya29\\.[\\w-]{20,}',
    'SG\\.[\\w-]{16,64}\\.[\\w-]{16,}',
    'npm_\\w{36}(?!\\w)',
    'hf_[A-Za-z]{30,}',
    'eyJ[\\w-]{10,2000}\\.eyJ[\\w-]{10,2000}\\.[\\w-]{10,}',
  ].join('|')})`,
  'g',
);

/** Puts `mark` in the place of secret keys. */
export const maskKeys = (text: string, mark: string): string => text.replace(KEY, mark);
