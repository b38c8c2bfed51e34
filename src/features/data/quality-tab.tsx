import { useEffect, useState } from 'react';
import { qualityHtml } from '@/data/quality/quality-html';
import { AFTER_ALL_STEPS, type Chapter, type QualityReport } from '@/schema/quality';
import { useDataStore } from '@/state/data-store';
import { measureQuality, qualityKey, useQualityStore } from '@/state/quality-store';
import { Button } from '@/ui/button';
import { ErrorCard } from '@/ui/error-card';
import { formatCount } from '@/ui/format';
import { Progress } from '@/ui/progress';
import { saveText } from '@/ui/save-file';
import { BehindDialog } from './behind-dialog';
import { QualityChapter } from './quality-chapter';
import { QualityNumbers } from './quality-numbers';
import { QualityPlace } from './quality-place';
import styles from './quality-tab.module.css';
import { TwinsDialog } from './twins-dialog';

/** What is opened behind a bar. */
export interface Behind {
  readonly title: string;
  readonly documents: readonly number[];
  /** Of each document, the one that it is like. */
  readonly twins?: { readonly kind: 'exact' | 'near'; readonly of: readonly number[] };
  readonly count: number;
}

/** The page that is saved; at the end of the pipeline the second column is headed by all of it, not by its last step. */
function pageOf(before: QualityReport, after: QualityReport, place: string | undefined): string {
  const atEnd = place === undefined && after.stage !== before.stage;
  return qualityHtml([before, atEnd ? { ...after, stage: AFTER_ALL_STEPS } : after]);
}

/** What the documents are like, as they came and at any place of the pipeline. */
export function QualityTab() {
  const { before, after, measuring, measuredFor, error, place } = useQualityStore();
  const key = useDataStore(qualityKey);
  const fresh = useDataStore((s) => s.fresh);
  const [behind, setBehind] = useState<Behind>();
  // A sample by itself, once the preparation that a change brings is over: they would wait for one another.
  useEffect(() => {
    if (fresh && useQualityStore.getState().measuredFor !== key) void measureQuality('sample');
  }, [key, fresh]);
  const old = measuredFor !== undefined && measuredFor !== key;
  return (
    <div className={styles.tab}>
      <div className={styles.head}>
        <p className={styles.said}>
          {before &&
            (before.sampledFrom === undefined
              ? 'All documents were measured.'
              : `A sample of ${formatCount(before.documents)} of ${formatCount(before.sampledFrom)} documents.`)}{' '}
          {old && measuring === undefined && 'Settings have changed since.'}
        </p>
        <div className={styles.buttons}>
          <QualityPlace />
          {before?.sampledFrom !== undefined && (
            <Button isDisabled={measuring !== undefined} onPress={() => void measureQuality('all')}>
              Measure everything
            </Button>
          )}
          {before && after && (
            <>
              <Button
                variant="quiet"
                onPress={() => saveText('report.html', pageOf(before, after, place), 'text/html')}
              >
                Save as HTML
              </Button>
              <Button
                variant="quiet"
                onPress={() => saveText('report.json', `${JSON.stringify({ before, after }, null, 2)}\n`)}
              >
                Save as JSON
              </Button>
            </>
          )}
        </div>
      </div>
      {measuring !== undefined && <Measuring />}
      {error && <ErrorCard error={error} />}
      {before && (
        <>
          <QualityNumbers before={before} after={after} place={place} />
          <div className={styles.chapters}>
            {before.chapters.map((chapter) => (
              <QualityChapter
                key={chapter.id}
                before={chapter}
                after={after && same(after.chapters, chapter)}
                onOpen={setBehind}
              />
            ))}
          </div>
        </>
      )}
      <BehindDialog behind={behind?.twins ? undefined : behind} onClose={() => setBehind(undefined)} />
      <TwinsDialog twins={behind && twinsOf(behind)} onClose={() => setBehind(undefined)} />
    </div>
  );
}

const twinsOf = ({ title, documents, twins }: Behind) =>
  twins && {
    title,
    pairs: documents.map((heldOut, i) => ({ kind: twins.kind, heldOut, training: twins.of[i] ?? heldOut })),
  };

const same = (chapters: readonly Chapter[], { id }: Chapter) => chapters.find((chapter) => chapter.id === id);

function Measuring() {
  const progress = useDataStore((s) => (s.stage === 'measure' ? s.progress : undefined));
  return <Progress label={progress?.label ?? 'Measuring'} value={progress?.done ?? 0} total={progress?.total ?? 0} />;
}
