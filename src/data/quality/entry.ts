import type { Entry } from '@/base/registry';
import type { Chapter } from '@/schema/quality';
import type { Row } from '@/schema/row';
import type { SplitPlan } from '../split/split-plan';

/** Declaration of a gauge: something that a quality report says about documents. `load` brings the code. */
export interface GaugeEntry extends Entry {
  load(): Promise<GaugeCode>;
}

export interface GaugeCode {
  /** A fresh gauge for one report. */
  create(surroundings?: GaugeSurroundings): Gauge;
}

/** What a gauge may know beside the text. */
export interface GaugeSurroundings {
  /** How the documents will be divided into training and validation; a gauge must not decide it before it has seen all of them. */
  readonly split?: SplitPlan;
}

/** Watches documents go by, part by part, in order; what it says must not depend on where the parts were cut. */
export interface Gauge {
  part(text: string, position: { readonly first: boolean; readonly last: boolean }, document: number): void;
  /** A row with fields, as a whole, after its parts. Parts are its prose: labels are not among them. */
  row?(row: Row, document: number): void;
  /** After the last document, where there is something to work out; yields every few milliseconds. */
  decide?(): Generator<void>;
  /** After that. */
  chapters(): readonly Chapter[];
}

/** What a chapter says of itself: from the gauge's declaration. */
export const about = ({ id, label, help, citation }: Entry) => ({ id, label, help, ...(citation ? { citation } : {}) });
