/**
 * Characters of the front matter at the beginning of a text, its fences and the blank lines after it included; 0 where there is none. YAML stands
 * between lines of `---` (or before `...`), TOML between `+++`. A first line of `---` that nothing closes, or with a blank line next, is a rule.
 */
export function frontMatterLength(head: string): number {
  const opening = /^(---|\+\+\+)[ \t]*\r?\n(?=[^\r\n])/.exec(head);
  if (!opening) return 0;
  const closing = opening[1] === '---' ? /^(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/gm : /^\+\+\+[ \t]*(?:\r?\n|$)/gm;
  closing.lastIndex = opening[0].length;
  const found = closing.exec(head);
  if (!found) return 0;
  let end = found.index + found[0].length;
  while (head[end] === '\n' || head[end] === '\r') end++;
  return end;
}
