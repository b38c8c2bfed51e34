import { gunzipSync, gzipSync, unzipSync, zipSync } from 'fflate';
import type { Rng } from '@/base/rng';
import { harm } from './harm';

/**
 * Like `harm`, but inside of what is packed: a member of a zip archive (so of .docx, .xlsx, .epub too) or the contents of a gzip file are harmed
 * and packed again with sound checksums. Only so do readers of the inner format meet it. Undefined where nothing is packed.
 */
export function harmInside(contents: Uint8Array, other: Uint8Array, rng: Rng): ReturnType<typeof harm> | undefined {
  const [a, b] = contents;
  if (a === 0x1f && b === 0x8b) {
    const inner = harm(gunzipSync(contents), other, rng);
    return { contents: gzipSync(inner.contents), done: `gzipped ${inner.done}` };
  }
  if (a !== 0x50 || b !== 0x4b) return undefined;
  const members = unzipSync(contents);
  const names = Object.keys(members);
  const name = names[rng.integer(names.length)];
  if (name === undefined) return undefined;
  const inner = harm(members[name] ?? new Uint8Array(0), other, rng);
  return { contents: zipSync({ ...members, [name]: inner.contents }), done: `${name}: ${inner.done}` };
}
