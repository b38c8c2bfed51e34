import { LoamError } from './errors';
import type { OptionSpecs } from './options';

/** What every registered thing declares. Adding one is a folder and a line in its registry's `index.ts`. */
export interface Entry {
  /** Permanent: saved settings and exported files refer to it. */
  readonly id: string;
  readonly version: number;
  readonly label: string;
  /** One line of help. */
  readonly help: string;
  readonly citation?: string;
  readonly options: OptionSpecs;
}

/** An ordered set of entries, looked up by id. */
export class Registry<E extends Entry> {
  private readonly byId: ReadonlyMap<string, E>;

  constructor(
    /** What is registered, in the singular: "importer". Used in errors. */
    readonly noun: string,
    readonly entries: readonly E[],
  ) {
    this.byId = new Map(entries.map((entry) => [entry.id, entry]));
    if (this.byId.size !== entries.length) throw new Error(`two ${noun} entries share an id`);
  }

  get ids(): string[] {
    return [...this.byId.keys()];
  }

  has(id: string): boolean {
    return this.byId.has(id);
  }

  get(id: string): E {
    const entry = this.byId.get(id);
    if (entry) return entry;
    throw new LoamError({
      code: 'registry/unknown',
      what: `There is no ${this.noun} called "${id}"`,
      where: this.noun,
      remedy: `Take one of: ${this.ids.join(', ')}.`,
    });
  }
}
