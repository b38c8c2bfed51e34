import type { Entry } from '@/base/registry';
import type { Chapter } from '@/schema/quality';

/** Declaration of a gauge: something that a quality report says about documents. `load` brings the code. */
export interface GaugeEntry extends Entry {
  load(): Promise<GaugeCode>;
}

export interface GaugeCode {
  /** A fresh gauge for one report. */
  create(): Gauge;
}

/** Watches documents go by, part by part, in order; what it says must not depend on where the parts were cut. */
export interface Gauge {
  part(text: string, position: { readonly first: boolean; readonly last: boolean }, document: number): void;
  /** After the last document, where there is something to work out; yields every few milliseconds. */
  decide?(): Generator<void>;
  /** After that. */
  chapters(): readonly Chapter[];
}

/** What a chapter says of itself: from the gauge's declaration. */
export const about = ({ id, label, help, citation }: Entry) => ({ id, label, help, ...(citation ? { citation } : {}) });
