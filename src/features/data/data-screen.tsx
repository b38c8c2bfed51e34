import { useState } from 'react';
import { openData, useDataStore } from '@/state/data-store';
import { useJourneyStore } from '@/state/journey';
import { Button } from '@/ui/button';
import { ErrorCard } from '@/ui/error-card';
import { formatCount } from '@/ui/format';
import { Screen } from '@/ui/screen';
import { Tabs } from '@/ui/tabs';
import { AugmentTab } from './augment-tab';
import { CleanTab } from './clean-tab';
import { CorpusNumbers } from './corpus-numbers';
import { CorpusTab } from './corpus-tab';
import styles from './data-screen.module.css';
import { PrepareLine } from './prepare-line';
import { PreparedSentence } from './prepared-sentence';
import { QualityTab } from './quality-tab';
import { StartHere } from './start-here';
import { TokensTab } from './tokens-tab';
import { TrainButton } from './train-button';
import { TrySampleButton } from './try-sample-button';

/** Where a corpus comes in, is looked at and becomes tokens. */
export function DataScreen() {
  const empty = useDataStore((s) => s.sources.length === 0 && s.imports.length === 0);
  const dropped = useDataStore((s) => (s.dataset ? s.dataset.audit.reduce((n, a) => n + sum(a.dropped), 0) : 0));
  const [tab, setTab] = useState('corpus');
  return (
    <Screen
      title="Data"
      lead={empty ? 'Text in, a language model out. Nothing leaves this browser.' : <PreparedSentence />}
      action={empty ? <TrySampleButton /> : <TrainButton />}
    >
      <DataErrors empty={empty} />
      {empty ? (
        <StartHere />
      ) : (
        <>
          <div className={styles.summary}>
            <PrepareLine />
            <CorpusNumbers />
          </div>
          <Tabs
            label="Data"
            selected={tab}
            onSelect={setTab}
            tabs={[
              { id: 'corpus', label: 'Corpus', content: <CorpusTab /> },
              { id: 'quality', label: 'Quality', content: <QualityTab /> },
              {
                id: 'clean',
                label: dropped > 0 ? `Clean, ${formatCount(dropped)} dropped` : 'Clean',
                content: <CleanTab onQuality={() => setTab('quality')} />,
              },
              { id: 'augment', label: 'Augment', content: <AugmentTab /> },
              { id: 'tokens', label: 'Tokens', content: <TokensTab /> },
            ]}
          />
        </>
      )}
    </Screen>
  );
}

const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((a, b) => a + b, 0);

function DataErrors({ empty }: { empty: boolean }) {
  const failure = useDataStore((s) => s.failure);
  const journey = useJourneyStore((s) => s.error);
  const error = useDataStore((s) => s.error);
  return (
    <>
      {failure && (
        <ErrorCard
          error={failure}
          actions={
            <Button variant="primary" onPress={() => void openData()}>
              Start it again
            </Button>
          }
        />
      )}
      {error && empty && !failure && <ErrorCard error={error} />}
      {journey && !failure && journey.code !== error?.code && <ErrorCard error={journey} />}
    </>
  );
}
