/** The largest of named sizes. */
export function largestOf(sizes: Readonly<Record<string, number>>): { name: string; elements: number } {
  let best = { name: '', elements: -1 };
  for (const [name, elements] of Object.entries(sizes)) if (elements > best.elements) best = { name, elements };
  return best;
}
