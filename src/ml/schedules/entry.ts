import type { OptionValue } from '@/base/options';
import type { Entry } from '@/base/registry';

/** Declaration of a learning-rate schedule. Pure; `load` brings the curve. */
export interface ScheduleEntry extends Entry {
  load(): Promise<ScheduleCode>;
}

/**
 * What the peak learning rate is multiplied by at an optimizer step.
 * @param step from 1 to `steps`
 */
export type ScheduleCode = (options: Readonly<Record<string, OptionValue>>, step: number, steps: number) => number;
