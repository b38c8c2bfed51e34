/** Whether the first bytes, taken for ASCII without their byte-order mark, match a pattern. */
export function startsAsText(head: Uint8Array, pattern: RegExp): boolean {
  const marked = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
  return pattern.test(new TextDecoder('latin1').decode(marked ? head.subarray(3) : head));
}
