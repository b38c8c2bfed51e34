/** Known names that somebody who typed `given` may have meant, nearest first, at most three. */
export function nearMatches(given: string, known: readonly string[]): string[] {
  const plain = (name: string) => name.toLowerCase().replace(/[-_.]/g, '');
  const wanted = plain(given);
  return known
    .map((name) => ({ name, away: away(wanted, plain(name)) }))
    .filter(({ away: n }) => n <= Math.max(1, Math.floor(wanted.length / 3)))
    .sort((a, b) => a.away - b.away || (a.name < b.name ? -1 : 1))
    .slice(0, 3)
    .map(({ name }) => name);
}

/** "; did you mean --steps?", or what there is. */
export function suggestion(given: string, known: readonly string[], seeAlso: string): string {
  const near = nearMatches(given, known);
  return near.length > 0 ? `Did you mean ${near.join(' or ')}?` : seeAlso;
}

/** A beginning counts as one change; else Levenshtein's distance. */
function away(given: string, name: string): number {
  if (given.length >= 3 && name.startsWith(given)) return 1;
  let row = Array.from({ length: name.length + 1 }, (_, i) => i);
  for (let i = 1; i <= given.length; i++) {
    const next = [i];
    for (let j = 1; j <= name.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (given[i - 1] === name[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[name.length] ?? given.length;
}
