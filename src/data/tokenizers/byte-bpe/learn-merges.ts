import type { Breather } from '../breather';
import { vocabularyTooLarge } from '../too-large';
import type { WordCounts } from './count-words';
import { MergeQueue } from './merge-queue';
import { PairTable } from './pair-table';
import { BASE_VOCABULARY, baseTokens } from './tokenizer-file';
import { layOut } from './word-layout';

/** A pair seen less often teaches nothing. */
const LEAST_COUNT = 2;

/**
 * Learns merges by pair counts that are updated only where a merge touches the text (Sennrich et al. 2016, section 3.2), taking the most
 * frequent pair first and, among equals, the one with the smaller ids. When two merges spell the same token they share its id, as in
 * Hugging Face's trainer, so there can be more merges than new ids.
 */
export async function learnMerges(
  counted: WordCounts,
  vocabularySize: number,
  breather: Breather,
  onMerge: (vocabulary: number) => void,
  /** Tokens that come on top: only the sentence of an error counts them. */
  reserved = 0,
): Promise<{ tokens: string[]; merges: [number, number][] }> {
  const tokens = baseTokens();
  const ids = new Map(tokens.map((token, id) => [token, id]));
  const length = new Uint32Array(vocabularySize).fill(1, 0, BASE_VOCABULARY);
  const merges: [number, number][] = [];
  const { begin, end, weight } = await layOut(counted, breather);

  const pairs = new PairTable(1 << 14);
  const counts: number[] = [];
  const places: (Int32Array | number[] | undefined)[] = [];
  const queue = new MergeQueue(pairs);
  const learned = new Set<number>();

  await countPairs();
  for (let pair = 0; pair < pairs.size; pair++) queue.push(pair, counts[pair] ?? 0);

  while (tokens.length < vocabularySize) {
    const top = queue.pop();
    const count = top ? (counts[top.pair] ?? 0) : 0;
    if (!top || (count < LEAST_COUNT && top.count < LEAST_COUNT))
      throw vocabularyTooLarge(vocabularySize + reserved, tokens.length + reserved);
    if (count !== top.count) {
      if (count >= LEAST_COUNT) queue.push(top.pair, count);
      continue;
    }
    const left = pairs.left[top.pair] as number;
    const right = pairs.right[top.pair] as number;
    const spelled = (tokens[left] ?? '') + (tokens[right] ?? '');
    let id = ids.get(spelled);
    if (id === undefined) {
      id = tokens.length;
      tokens.push(spelled);
      ids.set(spelled, id);
      length[id] = (length[left] as number) + (length[right] as number);
    }
    if (!learned.has(top.pair)) merges.push([left, right]);
    learned.add(top.pair);
    await merge(top.pair, left, right, id);
    if (breather.due) {
      onMerge(tokens.length);
      await breather.breathe();
    }
  }
  return { tokens, merges };

  /** First count, in two passes: how many places each pair has, then the places, all in one array. */
  async function countPairs(): Promise<void> {
    const many: number[] = [];
    await eachPair((pair, at) => {
      counts[pair] = (counts[pair] ?? 0) + (weight[at] as number);
      many[pair] = (many[pair] ?? 0) + 1;
    });
    const all = new Int32Array(many.reduce((sum, n) => sum + n, 0));
    const next: number[] = [];
    let start = 0;
    many.forEach((n, pair) => {
      next[pair] = start;
      places[pair] = all.subarray(start, start + n);
      start += n;
    });
    await eachPair((pair, at) => {
      all[next[pair] as number] = at;
      next[pair] = (next[pair] as number) + 1;
    });
  }

  async function eachPair(visit: (pair: number, at: number) => void): Promise<void> {
    for (let at = 1; at + 1 < begin.length; at++) {
      const left = begin[at] as number;
      const right = begin[at + 1] as number;
      if (left !== 0 && right !== 0) visit(pairs.add(left, right), at);
      if ((at & 0xffff) === 0) await breather.breatheIfDue();
    }
  }

  /** Replaces every (left, right) by id, leftmost first in each word, and counts what becomes neighbours. */
  async function merge(pair: number, left: number, right: number, id: number): Promise<void> {
    const leftLength = length[left] as number;
    const rightLength = length[right] as number;
    const touched = new Set<number>();
    let seen = 0;
    for (const at of ascending(places[pair] ?? [])) {
      if ((++seen & 0xffff) === 0) await breather.breatheIfDue();
      const middle = at + leftLength;
      if (begin[at] !== left || begin[middle] !== right) continue;
      const after = middle + rightLength;
      const w = weight[at] as number;
      const before = end[at - 1] as number;
      const behind = begin[after] as number;
      begin[at] = id;
      begin[middle] = 0; // inside a token: no stale place may match here
      end[after - 1] = id;
      if (before !== 0) {
        lose(before, left, w);
        gain(before, id, w, at - (length[before] as number), touched);
      }
      if (behind !== 0) {
        lose(right, behind, w);
        gain(id, behind, w, at, touched);
      }
    }
    counts[pair] = 0;
    places[pair] = undefined;
    for (const changed of touched) if ((counts[changed] ?? 0) >= LEAST_COUNT) queue.push(changed, counts[changed] ?? 0);
  }

  function lose(left: number, right: number, w: number): void {
    const pair = pairs.add(left, right);
    counts[pair] = (counts[pair] ?? 0) - w;
  }

  function gain(left: number, right: number, w: number, at: number, touched: Set<number>): void {
    const pair = pairs.add(left, right);
    counts[pair] = (counts[pair] ?? 0) + w;
    touched.add(pair);
    const known = places[pair];
    if (Array.isArray(known)) known.push(at);
    else places[pair] = known ? [...known, at] : [at];
  }
}

/** Places in order of the text; they are so already unless two merges spelled one token. */
function ascending(places: Int32Array | number[]): Int32Array | number[] {
  for (let i = 1; i < places.length; i++) {
    if ((places[i] as number) < (places[i - 1] as number)) return places.sort((a, b) => a - b);
  }
  return places;
}
