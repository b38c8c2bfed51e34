import { metricSeries } from '@/state/metric-series';
import { DataTable } from '@/ui/chart/data-table';
import { useSource } from '@/ui/chart/use-source';
import { said, saidLoss, saidRate, saidSpeed, saidStep } from './said';

const MOST_ROWS = 60;

/** Evaluations, or evenly spaced steps while there are none: the picture's numbers, readable in order. */
export function LossTable() {
  useSource(metricSeries, 1000);
  const { steps, evaluations } = metricSeries;
  const source = evaluations.length > 1 ? evaluations.column('step') : steps.column('step');
  const every = Math.max(1, Math.ceil(source.length / MOST_ROWS));
  const rows = [...source].filter((_, i) => (source.length - 1 - i) % every === 0).map((step) => metricSeries.at(step));
  const at = [...source].filter((_, i) => (source.length - 1 - i) % every === 0);
  return (
    <DataTable
      caption="Loss and other figures by step"
      columns={[
        { label: 'Step', values: at.map(saidStep) },
        { label: 'Training', values: rows.map((r) => saidLoss(r.smoothed)) },
        { label: 'Validation', values: rows.map((r) => saidLoss(r.validation)) },
        { label: 'Perplexity', values: rows.map((r) => said(r.perplexity)) },
        { label: 'Bits/byte', values: rows.map((r) => saidLoss(r.bitsPerByte)) },
        { label: 'Gradient norm', values: rows.map((r) => said(r.gradientNorm)) },
        { label: 'Learning rate', values: rows.map((r) => saidRate(r.learningRate)) },
        { label: 'Tokens/s', values: rows.map((r) => saidSpeed(r.tokensPerSecond)) },
      ]}
    />
  );
}
