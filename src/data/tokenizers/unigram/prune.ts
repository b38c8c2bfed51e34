import type { Breather } from '../breather';
import type { UnigramEstimate } from './estimate';
import { LikeliestPieces } from './likeliest-pieces';
import type { ByteWord, Seed } from './seed-pieces';

/**
 * The pieces that are worth most: how much less likely the text would be if a piece were written with others (Kudo 2018, section 3.2, as
 * SentencePiece reckons it, from the likeliest way to cut). What no word uses goes first. Single bytes are not counted and stay.
 */
export async function prunedPieces(
  { pieces, scores, trie }: UnigramEstimate,
  words: readonly ByteWord[],
  most: number,
  breather: Breather,
): Promise<Seed[]> {
  const likeliest = new LikeliestPieces(trie, scores);
  const used = new Float64Array(pieces.length);
  let total = 0;
  let seen = 0;
  for (const { bytes, count } of words) {
    for (const piece of likeliest.find(bytes, bytes.length)) {
      used[piece] = (used[piece] as number) + count;
      total += count;
    }
    if ((++seen & 0xff) === 0) await breather.breatheIfDue();
  }
  const judged: { piece: number; loss: number }[] = [];
  for (let piece = 256; piece < pieces.length; piece++) {
    const count = used[piece] as number;
    if (count === 0) continue;
    const bytes = pieces[piece] as Uint8Array;
    const others = likeliest.find(bytes, bytes.length, piece);
    const after = Math.log(total + count * (others.length - 1));
    let alternative = 0;
    for (const other of others) alternative += Math.log((used[other] as number) + count) - after;
    judged.push({ piece, loss: count * (Math.log(count / total) - alternative) });
    if ((piece & 0xff) === 0) await breather.breatheIfDue();
  }
  judged.sort((a, b) => b.loss - a.loss || a.piece - b.piece);
  return judged.slice(0, most).map(({ piece }) => ({
    bytes: pieces[piece] as Uint8Array,
    count: used[piece] as number,
  }));
}
