import type { LoamError } from '@/base/errors';
import type { StepAudit } from '@/schema/dataset';
import { cleaningSteps } from '../cleaning';
import { tooShort } from '../split/split-corpus';

/** Of a corpus of so many documents, of which cleaning left none: which steps dropped them and why, the step that dropped most first. */
export function nothingLeft(audit: readonly StepAudit[], documents: number): LoamError {
  const guilty = audit
    .map(({ id, dropped }) => {
      const reasons = Object.entries(dropped).filter(([, count]) => count > 0);
      return { id, reasons, total: reasons.reduce((sum, [, count]) => sum + count, 0) };
    })
    .filter(({ total }) => total > 0)
    .sort((a, b) => b.total - a.total);
  const parts = guilty.map(({ id, reasons, total }) => {
    const [[only] = [], second] = reasons;
    const why = second ? reasons.map(([reason, count]) => `${number(count)} ${reason}`).join(', ') : only;
    return `${number(total)} by ${labelOf(id)} (${why})`;
  });
  const [most] = guilty;
  const step = most ? labelOf(most.id) : 'the step that drops them';
  return tooShort(
    `Cleaning dropped ${documents === 1 ? 'the only document' : `all ${number(documents)} documents`}: ${parts.join(', ')}`,
    `Switch off ${step} or change its options, choose another recipe, or add other text.`,
  );
}

const labelOf = (id: string) => (cleaningSteps.has(id) ? cleaningSteps.get(id).label : id);
const number = (n: number) => n.toLocaleString('en');
