import type { ColumnRole, Mapping, ShapeId } from '@/schema/shape';
import { languageTag } from './language-tag';
import { isNatural, isTextName, proposeColumn, type SeenColumn } from './propose-columns';

/** Names that come together for a source and its target. */
const PAIRS: readonly (readonly [RegExp, RegExp])[] = [
  [/^(source|src|source[ _-]?(text|sentence))$/i, /^(target|tgt|trg|target[ _-]?(text|sentence)|translation)$/i],
  [/^(msgid|original)$/i, /^(msgstr|translation|translated)$/i],
  [/^(question|query)$/i, /^(answer|answers|response)$/i],
  [/^(prompt|instruction|input|user)$/i, /^(completion|response|output|answer|assistant|chosen)$/i],
];
const INSTRUCTION = /^instruction$/i;
const ABOUT = /^(input|context)$/i;
const SOURCE_LANGUAGE = /^(source|src)[ _-]?lang(uage)?$/i;
const TARGET_LANGUAGE = /^(target|tgt|trg)[ _-]?lang(uage)?$/i;
const LABEL =
  /^(label|labels|class|classes|category|categories|sentiment|topic|tag|tags|genre|genres|rating|stars|score|polarity|intent|emotion|spam|is[_-]?spam|toxic|species|outcome|survived|diagnosis|target|y)$/i;
const USER = /^(user|customer|client|member|session|visitor|account|listener|reader|viewer)([ _-]?(id|name))?$/i;
const ITEM =
  /^(item|movie|film|product|book|track|song|article|sku|asin|isbn|basket|items|products|dependencies|dependency)([ _-]?(id|name))?$/i;
const TIME = /^(time|date|timestamp|ts|datetime|created|created[ _-]?at|published|published[ _-]?at|when)$/i;
const GROUP = /^(user|author|speaker|writer|group|session|patient|customer|source[ _-]?id|thread)([ _-]?(id|name))?$/i;
const AUDIO_NAME = /\.(wav|wave|mp3|ogg|oga|opus|flac|m4a|aac|webm)$/i;
const IMAGE_NAME = /\.(png|jpe?g|webp|gif|bmp|avif)$/i;

/** More different values among the first records are no labels. */
const MOST_LABELS = 50;
const LABEL_CHARACTERS = 60;
/** In the mean; names and titles have some fifteen. */
const PROSE_CHARACTERS = 40;
/** A wider table is no list of things with names: its longest column must do. */
const MOST_WORD_COLUMNS = 8;
/** The same of a table of measurements. */
const MOST_FEATURES = 16;
/** Names of columns that only count. */
const NUMBERING = /^(id|uuid|index|row|nr|no|key|unnamed.*|.*[ _-]id|)$/i;
const WORD = /^\p{L}[\p{L}\p{M}'’.&-]*$/u;

/** A longer one is no name of a thing. */
const ITEM_CHARACTERS = 100;

/**
 * What the first records of a table say that it is. Names count for more than values: a mapping that somebody has to correct should be wrong in
 * a way that is seen at once. Undefined when no column holds any text.
 */
export function proposeMapping(seen: readonly SeenColumn[]): Mapping | undefined {
  return media(seen) ?? pairs(seen) ?? sequences(seen) ?? labelled(seen) ?? documents(seen);
}

function media(seen: readonly SeenColumn[]): Mapping | undefined {
  for (const [shape, ending] of [
    ['audio', AUDIO_NAME],
    ['images', IMAGE_NAME],
  ] as const) {
    const file = seen.find(({ values }) => values.length > 0 && share(values, (value) => ending.test(value)) >= 0.5);
    const proposal = file && mediaMapping(shape, file.name, seen);
    if (proposal) return proposal;
  }
  return undefined;
}

/** Of a table whose column `file` names recordings or pictures; undefined where nothing else in it is text. */
export function mediaMapping(
  shape: 'audio' | 'images',
  file: string,
  seen: readonly SeenColumn[],
): Mapping | undefined {
  const others = seen.filter(({ name }) => name !== file);
  const text = proposeColumn(others.filter(({ natural }) => natural > 0)) ?? proposeColumn(others);
  if (text === undefined) return undefined;
  return mapping(shape, seen, { file: [file], text: [text], ...groupAndTime(seen, [file, text]) });
}

function pairs(seen: readonly SeenColumn[]): Mapping | undefined {
  const texts = seen.filter(({ filled }) => filled > 0);
  for (const [sourceName, targetName] of PAIRS) {
    const source = texts.find(({ name }) => sourceName.test(last(name)));
    const target = texts.find((column) => column !== source && targetName.test(last(column.name)));
    // A "target" of few values is what a classifier is to tell.
    if (source && target && !(target.values.length >= 10 && isLabel(target))) {
      // An instruction and what it is about: both are given (Taori et al. 2023, Stanford Alpaca).
      const about = INSTRUCTION.test(last(source.name)) && texts.find(({ name }) => ABOUT.test(last(name)));
      return pairsOf(seen, about ? [source, about] : [source], target);
    }
  }
  // Columns that are named after languages.
  const [first, second, ...others] = texts.filter(({ name, natural }) => languageTag(last(name)) && natural > 0);
  if (first && second && others.length === 0) return pairsOf(seen, [first], second);
  // Two columns without names, both prose of like length.
  const [a, b] = texts;
  if (a && b && texts.length === 2 && isNumbered(a) && isNumbered(b) && a.natural > 0.5 && b.natural > 0.5) {
    const ratio = a.meanCharacters / Math.max(1, b.meanCharacters);
    if (ratio > 0.4 && ratio < 2.5) return pairsOf(seen, [a], b);
  }
  return undefined;
}

function pairsOf(seen: readonly SeenColumn[], source: readonly SeenColumn[], target: SeenColumn): Mapping {
  const sources = source.map(({ name }) => name);
  const language = (pattern: RegExp) => seen.filter(({ name }) => pattern.test(last(name))).slice(0, 1);
  const used = [...sources, target.name];
  return mapping('pairs', seen, {
    source: sources,
    target: [target.name],
    'source language': language(SOURCE_LANGUAGE).map(({ name }) => name),
    'target language': language(TARGET_LANGUAGE).map(({ name }) => name),
    ...groupAndTime(seen, used),
  });
}

function sequences(seen: readonly SeenColumn[]): Mapping | undefined {
  const user = seen.find(({ name }) => USER.test(last(name)));
  const item = seen.find(
    (column) => column !== user && ITEM.test(last(column.name)) && column.meanCharacters <= ITEM_CHARACTERS,
  );
  if (!user || !item) return undefined;
  // With a long text beside them, rows are what the user wrote of the item.
  if (seen.some(({ natural, meanCharacters }) => natural > 0.5 && meanCharacters > 80)) return undefined;
  const time = seen.find(({ name }) => TIME.test(last(name)));
  return mapping('sequences', seen, { user: [user.name], item: [item.name], time: time ? [time.name] : [] });
}

function labelled(seen: readonly SeenColumn[]): Mapping | undefined {
  const text = proposeColumn(seen.filter((column) => !isLabel(column) || !LABEL.test(last(column.name))));
  if (text === undefined) return undefined;
  const others = seen.filter(({ name }) => name !== text);
  const named = others.filter((column) => LABEL.test(last(column.name)) && isLabel(column));
  const [only] = others;
  const unnamed = only && others.length === 1 && isNumbered(only) && only.distinct <= 10 && isLabel(only) ? [only] : [];
  const labels = named.length > 0 ? named.slice(0, 1) : unnamed;
  if (labels.length === 0) return undefined;
  const names = labels.map(({ name }) => name);
  const more = groupAndTime(seen, [text, ...names]);
  if (isProse(seen, text)) return mapping('labelled', seen, { text: [text], label: names, ...more });
  // Measurements and categories: all of them tell the label.
  const used = new Set([...names, ...Object.values(more).flat()]);
  const features = seen.filter(({ name, distinct }) => !used.has(name) && distinct > 1 && !NUMBERING.test(last(name)));
  const several = features.length > 0 && features.length <= MOST_FEATURES;
  return mapping('labelled', seen, {
    text: several ? features.map(({ name }) => name) : [text],
    label: names,
    ...more,
  });
}

/** The column of prose, or, where a table has none, all that are words: a title, a genre and a name say more of a film than the longest of them. */
function documents(seen: readonly SeenColumn[]): Mapping | undefined {
  const text = proposeColumn(seen);
  if (text === undefined) return undefined;
  const words = isProse(seen, text) ? [] : seen.filter(isWords);
  const several = words.length > 1 && words.length <= MOST_WORD_COLUMNS;
  return mapping('documents', seen, { text: several ? words.map(({ name }) => name) : [text] });
}

const isProse = (seen: readonly SeenColumn[], text: string) =>
  isTextName(text) || seen.some(({ name, meanCharacters }) => name === text && meanCharacters >= PROSE_CHARACTERS);

const isWords = ({ values, distinct }: SeenColumn) =>
  distinct > 1 && share(values, (value) => WORD.test(value) || isNatural(value)) >= 0.5;

/** Short, and few: among many rows most come again. */
function isLabel({ values, distinct, meanCharacters }: SeenColumn): boolean {
  if (values.length < 2 || meanCharacters > LABEL_CHARACTERS) return false;
  return distinct <= MOST_LABELS && (values.length < 10 || distinct <= values.length / 2);
}

function groupAndTime(seen: readonly SeenColumn[], used: readonly string[]): Partial<Record<ColumnRole, string[]>> {
  const one = (pattern: RegExp) =>
    seen
      .filter(({ name, filled }) => !used.includes(name) && filled > 0.5 && pattern.test(last(name)))
      .slice(0, 1)
      .map(({ name }) => name);
  return { group: one(GROUP), time: one(TIME) };
}

/** In the order of the table. */
function mapping(
  shape: ShapeId,
  seen: readonly SeenColumn[],
  names: Partial<Readonly<Record<ColumnRole, readonly string[]>>>,
): Mapping {
  const columns = seen.flatMap(({ name }) => {
    const role = (Object.keys(names) as ColumnRole[]).find((one) => names[one]?.includes(name));
    return role ? [{ name, role }] : [];
  });
  return { shape, columns };
}

const isNumbered = ({ name }: SeenColumn) => /^column \d+$/.test(name);
const last = (name: string) => name.split('.').at(-1) ?? '';
const share = (values: readonly string[], test: (value: string) => boolean) =>
  values.filter(test).length / Math.max(1, values.length);
