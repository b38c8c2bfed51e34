import { CustomSource } from 'mediabunny';

const WINDOW_BYTES = 1 << 20;

/**
 * A Blob as mediabunny reads it, with an end: the parts of a damaged container can point to one another, and whoever follows them reads the
 * same bytes for ever. Sound ones are read two or three times at most; 16 times and 16 MB are no file's need.
 */
export function boundedSource(blob: Blob): CustomSource {
  const most = blob.size * 16 + 16e6;
  let handedOut = 0;
  let held = { start: 0, bytes: new Uint8Array(0) };
  return new CustomSource({
    getSize: () => blob.size,
    // Its own cache would hide how often bytes are read.
    maxCacheSize: 0,
    prefetchProfile: 'none',
    async read(start, end) {
      // Each read counts for something, however short.
      handedOut += end - start + 64;
      if (handedOut > most) throw new Error('its parts point to one another without end');
      let window = held;
      if (start < window.start || end > window.start + window.bytes.length) {
        const bytes = new Uint8Array(await blob.slice(start, Math.max(end, start + WINDOW_BYTES)).arrayBuffer());
        window = { start, bytes };
        held = window;
      }
      return window.bytes.slice(start - window.start, end - window.start);
    },
  });
}
