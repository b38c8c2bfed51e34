import { useDataStore } from '@/state/data-store';
import { formatCount } from '@/ui/format';

/** Under the heading: what the preparation came to, or that it is on its way. */
export function PreparedSentence() {
  const dataset = useDataStore((s) => (s.fresh ? s.dataset : undefined));
  if (!dataset) return <>Preparation runs by itself.</>;
  const { train, validation, audit } = dataset;
  const seconds = audit.reduce((n, a) => n + a.seconds, 0);
  return (
    <>
      Prepared: {formatCount(train.tokens)} tokens to train on, {formatCount(validation.tokens)} held out
      {seconds >= 0.1 && `, cleaned in ${seconds.toFixed(1)} s`}.
    </>
  );
}
