import { LoamError } from '@/base/errors';
import { ITEM, rowText } from '@/schema/row';
import { columnsFor, type Mapping } from '@/schema/shape';
import type { ImportedRecord } from './entry';
import { listOf } from './row-maker';
import { timeValue } from './time-value';

/** 28 bytes each are held until the end of the file: the histories of its users lie across all of it. */
const MOST_INTERACTIONS = 1 << 23;

/** A user's history and where it was read. */
export interface History {
  readonly text: string;
  readonly row: number;
  /** From the user's first row to the last; rows of others lie between. */
  readonly byteStart: number;
  readonly byteEnd: number;
}

interface User {
  readonly name: string;
  readonly row: number;
  readonly byteStart: number;
  byteEnd: number;
  readonly items: number[];
  readonly times: number[];
}

/** Gathers rows of user, item and time as one row a user: the items in order of time, those of one time in the order of the file. */
export class HistoryGatherer {
  private readonly users = new Map<string, User>();
  private readonly numbers = new Map<string, number>();
  private readonly names: string[] = [];
  private readonly column: { readonly user: string; readonly item: string; readonly time: string | undefined };
  private interactions = 0;

  constructor(
    private readonly path: string,
    mapping: Mapping,
  ) {
    const [user = ''] = columnsFor(mapping, 'user');
    const [item = ''] = columnsFor(mapping, 'item');
    this.column = { user, item, time: columnsFor(mapping, 'time')[0] };
  }

  /** Whether the record has a user and an item. `onUnread` hears of a time that is none; such an item keeps the place of its row. */
  add(record: ImportedRecord, onUnread: (cell: string, record: ImportedRecord) => void): boolean {
    const name = record.cell(this.column.user)?.trim();
    const items = listOf(record.cell(this.column.item) ?? '', /\n/);
    if (!name || items.length === 0) return false;
    let user = this.users.get(name);
    if (!user) {
      const { row, byteStart, byteEnd } = record;
      user = { name, row, byteStart, byteEnd, items: [], times: [] };
      this.users.set(name, user);
    }
    user.byteEnd = Math.max(user.byteEnd, record.byteEnd);
    const when = this.column.time === undefined ? undefined : record.cell(this.column.time);
    const read = when === undefined ? undefined : timeValue(when);
    if (when !== undefined && read === undefined) onUnread(when, record);
    const time = read ?? user.times.at(-1) ?? Number.NEGATIVE_INFINITY;
    for (const item of items) {
      if (++this.interactions > MOST_INTERACTIONS) throw tooMany(this.path);
      user.items.push(this.numberOf(item));
      user.times.push(time);
    }
    return true;
  }

  /** In the order in which users first came. */
  *histories(): Generator<History> {
    const item = this.column.item;
    for (const { name, row, byteStart, byteEnd, items, times } of this.users.values()) {
      const order = items.map((_, i) => i).sort((a, b) => compare(times[a] ?? 0, times[b] ?? 0) || a - b);
      const last = times[order.at(-1) ?? 0];
      const head = {
        shape: 'sequences',
        fields: [{ name: item, role: 'items' }],
        group: name,
        ...(last !== undefined && Number.isFinite(last) ? { time: last } : {}),
      } as const;
      const text = rowText(head, [order.map((i) => this.names[items[i] ?? 0] ?? '').join(ITEM)]);
      yield { text, row, byteStart, byteEnd };
    }
  }

  private numberOf(item: string): number {
    const known = this.numbers.get(item);
    if (known !== undefined) return known;
    this.numbers.set(item, this.names.length);
    return this.names.push(item) - 1;
  }
}

/** Not a difference: minus infinity from itself is no number. */
const compare = (a: number, b: number) => (a < b ? -1 : a > b ? 1 : 0);

function tooMany(path: string): LoamError {
  return new LoamError({
    code: 'import/too-many-interactions',
    what: `There are more than ${MOST_INTERACTIONS.toLocaleString('en')} rows to be gathered by user`,
    where: path,
    remedy: 'Give a file with fewer users, or one that has a row with a list of items for each user.',
  });
}
