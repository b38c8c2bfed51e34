import type { StepAudit } from '@/schema/dataset';

/** Examples that an audit keeps. */
export const EXAMPLES = 5;

/** Adds what the same steps did to later documents. */
export function addAudits(total: StepAudit[], later: readonly StepAudit[]): void {
  for (const [i, { id, documentsIn, changed, dropped, seconds, examples }] of later.entries()) {
    const audit = (total[i] ??= { id, documentsIn: 0, changed: 0, dropped: {}, seconds: 0, examples: [] });
    audit.documentsIn += documentsIn;
    audit.changed += changed;
    audit.seconds += seconds;
    for (const [reason, count] of Object.entries(dropped)) audit.dropped[reason] = (audit.dropped[reason] ?? 0) + count;
    audit.examples.push(...examples.slice(0, EXAMPLES - audit.examples.length));
  }
}
