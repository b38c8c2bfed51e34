import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { file, importTexts } from '../../corpus/testing/import-texts';

/** What Debian's packages bring, as a person would drop it. Where a package is not installed the test says so. */
const given = (path: string) => file(path.split('/').at(-1) ?? path, new Uint8Array(readFileSync(path)));
const listed = (folder: string) => (existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []);
const wordsOf = (text: string) => {
  const counts = new Map<string, number>();
  for (const word of text.match(/\p{L}+/gu) ?? []) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
};
const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, n) => total + n, 0);

describe('manpages-de', () => {
  const sections = [1, 5, 7, 8].map((section) => listed(`/usr/share/man/de/man${section}`));
  // Other packages bring some German pages, too; this one brings more than a thousand.
  const missing = sections.flat().length < 1000;
  const pages = sections.flatMap((section) => section.filter((_, i) => i % 97 === 5));

  it('manual pages become text without markup', async (context) => {
    if (missing) return context.skip("Debian's manpages-de is not installed");
    const { source, texts } = await importTexts(pages.map(given));
    expect(texts.length).toBeGreaterThan(8);
    expect(new Set(source.files.map(({ importer }) => importer))).toEqual(new Set(['roff']));
    for (const text of texts) expect(text).not.toMatch(/^[.'][A-Z]{2}|\\f[BIRP]|\\\(/m);
  });

  it('and have the words that groff prints, all but title and foot', async (context) => {
    if (missing) return context.skip("Debian's manpages-de is not installed");
    if (spawnSync('groff', ['--version']).status !== 0) return context.skip('groff is not installed');
    for (const page of pages.slice(0, 8)) {
      const { texts } = await importTexts([given(page)]);
      const shown = spawnSync(
        'sh',
        ['-c', 'zcat "$1" | preconv -e utf-8 | groff -mandoc -t -Tutf8 -rHY=0 -P-cbou', 'sh', page],
        {
          encoding: 'utf8',
        },
      ).stdout.replace(/\u2010\n\s*/g, '');
      const [ours, theirs] = [wordsOf(texts[0] ?? ''), wordsOf(shown)];
      const lost = sum([...theirs].map(([word, n]) => Math.max(0, n - (ours.get(word) ?? 0))));
      const added = sum([...ours].map(([word, n]) => Math.max(0, n - (theirs.get(word) ?? 0))));
      expect(sum(theirs.values()), page).toBeGreaterThan(40);
      expect(lost, page).toBeLessThan(30);
      expect(added, page).toBe(0);
    }
  });
});

describe('fortunes and fortunes-de', () => {
  it('each saying is a document', async (context) => {
    const collections = ['fortunes', 'computers', 'wisdom', 'de/zitate', 'de/witze']
      .map((name) => `/usr/share/games/fortunes/${name}`)
      .filter(existsSync);
    if (collections.length === 0) return context.skip("Debian's fortunes are not installed");
    for (const path of collections) {
      const { source, texts, codes } = await importTexts([given(path)]);
      const raw = readFileSync(path, 'utf8');
      expect(codes).toEqual([]);
      expect(source.files[0]).toMatchObject({ importer: 'fortunes', encoding: { name: 'utf-8' } });
      expect(texts).toEqual(
        raw
          .split(/^%\n/m)
          .map((saying) => saying.trimEnd())
          .filter((saying) => saying.trim() !== ''),
      );
    }
  });

  it('in the encodings that they once had', async (context) => {
    const path = '/usr/share/games/fortunes/de/zitate';
    if (!existsSync(path)) return context.skip("Debian's fortunes-de is not installed");
    // Sayings that windows-1252 can hold, for whose letters Node's latin1 is the same.
    const sayings = readFileSync(path, 'utf8')
      .split(/^%\n/m)
      .filter((saying) => /^[\x20-\x7e\n\t\u00a0-\u00ff]*$/.test(saying) && /[äöüß]/.test(saying))
      .slice(0, 60);
    const text = sayings.join('%\n');
    for (const [name, contents] of [
      ['windows-1252', Buffer.from(text, 'latin1')],
      ['utf-16le', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ] as const) {
      const { source, texts } = await importTexts([file('zitate', new Uint8Array(contents))]);
      expect(source.files[0]?.encoding?.name).toBe(name);
      expect(texts).toEqual(sayings.map((saying) => saying.trimEnd()));
    }
  });

  it('the index of a collection is no text', async (context) => {
    const path = '/usr/share/games/fortunes/fortunes.dat';
    if (!existsSync(path)) return context.skip("Debian's fortunes are not installed");
    const { source } = await importTexts([given(path)]);
    expect(source.files[0]?.problems).toMatchObject([{ code: 'import/binary', where: 'fortunes.dat' }]);
  });
});

describe('iso-codes', () => {
  it('catalogs of translations become pairs', async (context) => {
    const catalogs = ['de', 'ar', 'hi', 'ja'].map((locale) => `/usr/share/locale/${locale}/LC_MESSAGES/iso_3166-1.mo`);
    if (!catalogs.every(existsSync)) return context.skip("Debian's iso-codes is not installed");
    const { source, texts, codes } = await importTexts(catalogs.map(given));
    expect(codes).toEqual([]);
    expect(source.files.map(({ importer }) => importer)).toEqual(['mo', 'mo', 'mo', 'mo']);
    expect(source.columns?.mapping.shape).toBe('pairs');
    for (const pair of ['Germany\n\nDeutschland', 'Germany\n\nألمانيا', 'Germany\n\nजर्मनी', 'Germany\n\nドイツ'])
      expect(texts).toContain(pair);
  });
});

describe('asterisk-core-sounds-en', () => {
  it('the transcript of the prompts is text', async (context) => {
    const path = '/usr/share/doc/asterisk-core-sounds-en/core-sounds-en.txt.gz';
    if (!existsSync(path)) return context.skip("Debian's asterisk-core-sounds-en is not installed");
    const { texts, codes } = await importTexts([given(path)]);
    expect(codes).toEqual([]);
    expect(texts[0]?.match(/^[\w/-]+: \S/gm)?.length).toBeGreaterThan(500);
  });
});
