import type { Counts } from '@/schema/quality';
import { BEHIND } from './histogram';

/** Counts kinds as they come, and remembers the first documents of each. */
export class Tally {
  private readonly found = new Map<string, { count: number; behind: number[] }>();

  add(name: string, document: number, count = 1): void {
    let entry = this.found.get(name);
    if (!entry) this.found.set(name, (entry = { count: 0, behind: [] }));
    entry.count += count;
    if (entry.behind.length < BEHIND && entry.behind.at(-1) !== document) entry.behind.push(document);
  }

  /** The commonest first; equal ones by name. */
  counts(about: Pick<Counts, 'id' | 'label' | 'help' | 'unit'> & { readonly citation?: string }): Counts {
    const entries = [...this.found]
      .map(([name, { count, behind }]) => ({ name, count, behind }))
      .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
    return { kind: 'counts', ...about, entries };
  }
}
