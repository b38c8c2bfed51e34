/** Whether the first bytes match a pattern: taken for UTF-16 where a byte-order mark says so, and otherwise for ASCII. */
export function startsAsText(head: Uint8Array, pattern: RegExp): boolean {
  const [a, b, c] = head;
  if (a === 0xff && b === 0xfe) return pattern.test(new TextDecoder('utf-16le').decode(head));
  if (a === 0xfe && b === 0xff) return pattern.test(new TextDecoder('utf-16be').decode(head));
  const marked = a === 0xef && b === 0xbb && c === 0xbf;
  return pattern.test(new TextDecoder('latin1').decode(marked ? head.subarray(3) : head));
}
