import type { QualityReport } from '@/schema/quality';
import { formatBytes, formatCount } from '@/ui/format';
import { Stat, StatRow } from '@/ui/stat';

interface Props {
  before: QualityReport;
  after: QualityReport | undefined;
  /** The step after which `after` was measured, where it is not the last. */
  place: string | undefined;
}

/** The whole in numbers, and what cleaning leaves of it. */
export function QualityNumbers({ before, after, place }: Props) {
  const kept = (of: (report: QualityReport) => number) => {
    if (!after) return undefined;
    const [from, to] = [of(before), of(after)];
    return from === 0
      ? undefined
      : `${((100 * to) / from).toFixed(to === from ? 0 : 1)} % ${place === undefined || !after ? 'after cleaning' : after.stage}`;
  };
  return (
    <StatRow>
      <Stat label="Documents" value={formatCount(before.documents)} note={kept((r) => r.documents)} />
      <Stat label="Words" value={formatCount(before.words)} note={kept((r) => r.words)} />
      <Stat label="Characters" value={formatCount(before.characters)} note={kept((r) => r.characters)} />
      <Stat label="UTF-8" value={formatBytes(before.bytes)} note={kept((r) => r.bytes)} />
    </StatRow>
  );
}
