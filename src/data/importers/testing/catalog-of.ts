import { joined } from '../../encoding/byte-source';

/** A compiled gettext catalog of messages and translations, numbers with their small or their big end first. */
export function catalogOf(messages: readonly (readonly [source: string, target: string])[], little = true): Uint8Array {
  const head = new DataView(new ArrayBuffer(20 + 16 * messages.length));
  const sources = 20;
  const targets = sources + 8 * messages.length;
  [0x950412de, 0, messages.length, sources, targets].forEach((value, i) => {
    head.setUint32(4 * i, value, little);
  });
  const parts: Uint8Array[] = [new Uint8Array(head.buffer)];
  let at = head.byteLength;
  const put = (place: number, text: string) => {
    const bytes = new TextEncoder().encode(text);
    head.setUint32(place, bytes.length, little);
    head.setUint32(place + 4, at, little);
    parts.push(bytes, Uint8Array.of(0));
    at += bytes.length + 1;
  };
  messages.forEach(([source, target], i) => {
    put(sources + 8 * i, source);
    put(targets + 8 * i, target);
  });
  return joined(parts);
}
