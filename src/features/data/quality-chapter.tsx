import type { Chapter } from '@/schema/quality';
import { InfoButton } from '@/ui/info-button';
import { Panel } from '@/ui/panel';
import { QualityBars } from './quality-bars';
import { QualityCounts } from './quality-counts';
import type { Behind } from './quality-tab';

interface Props {
  before: Chapter;
  after: Chapter | undefined;
  onOpen: (behind: Behind) => void;
}

/** One thing that is measured, before and after cleaning. */
export function QualityChapter({ before, after, onOpen }: Props) {
  const { label, help, citation } = before;
  return (
    <Panel
      title={label}
      aside={before.unit}
      actions={<InfoButton about={label} help={help} {...(citation === undefined ? {} : { citation })} />}
    >
      {before.kind === 'distribution' ? (
        <QualityBars before={before} after={after?.kind === 'distribution' ? after : undefined} onOpen={onOpen} />
      ) : (
        <QualityCounts before={before} after={after?.kind === 'counts' ? after : undefined} onOpen={onOpen} />
      )}
    </Panel>
  );
}
