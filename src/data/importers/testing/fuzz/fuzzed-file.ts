import { Rng } from '@/base/rng';
import { harm } from './harm';
import { harmInside } from './harm-inside';
import type { Seed } from './seeds';

export interface FuzzedFile {
  readonly name: string;
  readonly contents: Uint8Array;
  /** What was done to which seed: for who looks into a failure. */
  readonly story: string;
}

/**
 * The file number `index` of the endless row that `seed` begins: the same in every process. Takes the seeds in turn, so that every format has its
 * share; a twentieth keep another file's name, a twentieth are nothing but noise.
 */
export function fuzzedFile(seeds: readonly Seed[], seed: number, index: number): FuzzedFile {
  const rng = new Rng(seed).fork(`file ${index}`);
  const own = seeds[index % seeds.length] as Seed;
  const other = seeds[rng.integer(seeds.length)] as Seed;
  const fate = rng.integer(20);
  const name = `fuzzed-${index}${ending((fate === 0 ? other : own).name)}`;
  if (fate === 1) {
    const noise = Uint8Array.from({ length: rng.integer(600) }, () => rng.integer(256));
    return { name, contents: noise, story: 'noise' };
  }
  const inside = fate < 11 ? harmInside(own.contents, other.contents, rng) : undefined;
  const { contents, done } = inside ?? harm(own.contents, other.contents, rng);
  return { name, contents, story: `${own.name} (with ${other.name}): ${done}` };
}

/** From the first dot: `.tar.gz` of `a.tar.gz`. */
const ending = (name: string) => (name.includes('.') ? name.slice(name.indexOf('.')) : '');
