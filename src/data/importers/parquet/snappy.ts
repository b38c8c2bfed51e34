import { CrookedPages } from './crooked-pages';

/** Copies go on over the end of what they copy by less than this; what is behind the page is never seen. */
const SLACK = 8;

/** For each tag of a copy: its length, and in bits 8 to 10 the high bits of its distance. */
const COPIES = Uint16Array.from({ length: 256 }, (_, tag) =>
  (tag & 3) === 1 ? (((tag >>> 2) & 7) + 4) | ((tag >>> 5) << 8) : (tag >>> 2) + 1,
);
/** By the kind of tag: which bits of the next four bytes are the distance, and how many bytes those are. */
const DISTANCE_MASK = Uint32Array.of(0, 0xff, 0xffff, 0xffffffff);
const DISTANCE_BYTES = Uint8Array.of(0, 1, 2, 4);

/**
 * Decompresses one block of Snappy (google/snappy, format_description.txt) into so many bytes. Throws CrookedPages where the block is damaged or of
 * another length. Most elements are a few bytes long: eight are copied whether they are wanted or not, which saves the loop.
 */
export function unsnappy(block: Uint8Array, length: number): Uint8Array {
  const input = withSlack(block);
  const from = new DataView(input.buffer, input.byteOffset, input.length);
  const out = new Uint8Array(length + SLACK);
  const to = new DataView(out.buffer);
  const end = block.length;
  let at = 0;
  // The length that the block states of itself; the page's header has stated it already.
  while (at < end && (input[at] as number) > 0x7f) at++;
  at++;
  let done = 0;
  while (at < end) {
    const tag = input[at++] as number;
    const kind = tag & 3;
    const next = from.getUint32(at, true);
    if (kind === 0) {
      let size = (tag >>> 2) + 1;
      if (size > 60) {
        const bytes = size - 60;
        size = (bytes === 4 ? next : next & (2 ** (8 * bytes) - 1)) + 1;
        at += bytes;
      }
      if (at + size > end || done + size > length) throw damaged();
      if (size <= 8) {
        to.setUint32(done, from.getUint32(at, true), true);
        to.setUint32(done + 4, from.getUint32(at + 4, true), true);
      } else out.set(input.subarray(at, at + size), done);
      at += size;
      done += size;
      continue;
    }
    const copy = COPIES[tag] as number;
    const size = copy & 0xff;
    const back = (copy & 0x700) + ((next & (DISTANCE_MASK[kind] as number)) >>> 0);
    at += DISTANCE_BYTES[kind] as number;
    if (back === 0 || back > done || done + size > length) throw damaged();
    const source = done - back;
    if (back >= 4) {
      to.setUint32(done, to.getUint32(source, true), true);
      to.setUint32(done + 4, to.getUint32(source + 4, true), true);
      for (let i = 8; i < size; i += 4) to.setUint32(done + i, to.getUint32(source + i, true), true);
    } else {
      // Nearer than four bytes, a copy reads what it has just written.
      for (let i = 0; i < size; i++) out[done + i] = out[source + i] as number;
    }
    done += size;
  }
  if (done !== length || at !== end) throw damaged();
  return out.subarray(0, length);
}

/** The block and what lies behind it, so that words may be read anywhere in it. A page is mostly followed by the next. */
function withSlack(block: Uint8Array): Uint8Array {
  const { buffer, byteOffset, length } = block;
  if (byteOffset + length + SLACK <= buffer.byteLength) return new Uint8Array(buffer, byteOffset, length + SLACK);
  const padded = new Uint8Array(length + SLACK);
  padded.set(block);
  return padded;
}

const damaged = () => new CrookedPages('a page is no Snappy block');
