import { useDataStore } from '@/state/data-store';
import { formatBytes, formatCount } from '@/ui/format';
import { Stat, StatRow } from '@/ui/stat';

/** What there is, in numbers: the text first, then what it became. */
export function CorpusNumbers() {
  const report = useDataStore((s) => s.report);
  const dataset = useDataStore((s) => s.dataset);
  const fresh = useDataStore((s) => s.fresh);
  const tokens = fresh ? dataset : undefined;
  const bytesPerToken = tokens ? tokens.train.textBytes / Math.max(1, tokens.train.tokens) : undefined;
  return (
    <StatRow>
      <Stat label="Documents" value={report ? formatCount(report.documents) : '–'} />
      <Stat label="Characters" value={report ? formatCount(report.characters) : '–'} />
      <Stat label="Text" value={report ? formatBytes(report.textBytes) : '–'} />
      <Stat label="Duplicates" value={report ? formatCount(report.duplicates) : '–'} />
      <Stat label="Training tokens" value={tokens ? formatCount(tokens.train.tokens) : '–'} />
      <Stat label="Validation tokens" value={tokens ? formatCount(tokens.validation.tokens) : '–'} />
      <Stat label="Bytes a token" value={bytesPerToken ? bytesPerToken.toFixed(2) : '–'} />
    </StatRow>
  );
}
