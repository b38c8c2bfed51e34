import { parseOptions } from '@/base/options';
import { type CleaningCode, drop, KEEP } from '../entry';
import { BandTable } from './band-table';
import { Clusters } from './clusters';
import { nearDuplicates } from './index';
import { MinHash } from './min-hash';

/** Documents between two breaths: some 5 ms. */
const STRETCH = 1 << 14;
/** Documents that are compared: 0.6 GB with the usual bands. Later ones stay. */
const MOST_DOCUMENTS = 1 << 22;

/**
 * Memory: 8 bytes a band and 16 more a document (128 bytes with 14 bands), and while deciding 24 more. Clusters are what bands in common
 * join, directly or through others; of each the longest document stays, the first of equals; a rescued one before all.
 */
export const nearDuplicatesCode: CleaningCode = {
  create(options) {
    const o = parseOptions(nearDuplicates.options, options).values;
    const minHash = new MinHash(o.run, o.bands * o.rows);
    const table = new BandTable(o.bands, o.rows);
    /** By document in the order of the survey: its number in the table, -1 for none. */
    const numbers: Int32Array[] = [];
    /** By number in the table. */
    let lengths = new Float64Array(1024);
    let surveyed = 0;
    let judged = 0;
    let stays: Uint8Array = new Uint8Array(0);

    function record(rescued: boolean): void {
      if (surveyed % STRETCH === 0) numbers.push(new Int32Array(STRETCH).fill(-1));
      const block = numbers.at(-1);
      if (minHash.end() && table.count < MOST_DOCUMENTS && block) {
        if (table.count === lengths.length) {
          const old = lengths;
          lengths = new Float64Array(old.length * 2);
          lengths.set(old);
        }
        lengths[table.count] = rescued ? Number.POSITIVE_INFINITY : minHash.characters;
        block[surveyed % STRETCH] = table.count;
        table.add(minHash.signature);
      }
      surveyed++;
    }

    return {
      survey: {
        part(text, { first, last, rescued, row }) {
          if (first) minHash.begin();
          // Pictures and recordings are told apart by more than their texts: they are like no other row.
          if (!row?.media) minHash.add(text);
          if (last) record(rescued);
        },
        *decide() {
          const clusters = new Clusters(table.count);
          yield* joinByBands(table, o.bands, clusters);
          stays = yield* chooseBest(clusters, table.count, lengths);
        },
      },
      part(_, { first }) {
        if (!first) return KEEP;
        const number = numbers[Math.floor(judged / STRETCH)]?.[judged % STRETCH] ?? -1;
        judged++;
        return number < 0 || stays[number] === 1 ? KEEP : drop('near duplicate');
      },
    };
  },
};

/** Joins documents that agree in a whole band. */
function* joinByBands(table: BandTable, bands: number, clusters: Clusters): Generator<void> {
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * table.count + 2)));
  const mask = slots.length - 1;
  for (let band = 0; band < bands; band++) {
    slots.fill(0);
    for (let document = 0; document < table.count; document++) {
      if (document % STRETCH === STRETCH - 1) yield;
      const a = table.first(document, band);
      const b = table.second(document, band);
      let at = a & mask;
      let other = (slots[at] ?? 0) - 1;
      while (other >= 0 && (table.first(other, band) !== a || table.second(other, band) !== b)) {
        at = (at + 1) & mask;
        other = (slots[at] ?? 0) - 1;
      }
      if (other < 0) slots[at] = document + 1;
      else clusters.join(document, other);
    }
    yield;
  }
}

/** 1 for documents that stay. */
function* chooseBest(clusters: Clusters, count: number, lengths: Float64Array): Generator<void, Uint8Array> {
  const best = new Int32Array(count).fill(-1);
  for (let document = 0; document < count; document++) {
    if (document % STRETCH === STRETCH - 1) yield;
    const cluster = clusters.find(document);
    const rival = best[cluster] ?? -1;
    if (rival < 0 || (lengths[document] ?? 0) > (lengths[rival] ?? 0)) best[cluster] = document;
  }
  const stays = new Uint8Array(count);
  for (const document of best) if (document >= 0) stays[document] = 1;
  return stays;
}
