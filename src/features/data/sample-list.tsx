import { addSample, sampleCorpora, tryWithSample, useJourneyStore } from '@/state/journey';
import { Button } from '@/ui/button';
import { formatBytes } from '@/ui/format';
import { Panel } from '@/ui/panel';
import styles from './sample-list.module.css';

export function SampleList() {
  const busy = useJourneyStore((s) => s.sampleId);
  return (
    <Panel title="Samples" look="plain">
      <ul className={styles.list}>
        {sampleCorpora.map((sample) => (
          <li key={sample.id} className={styles.sample}>
            <div className={styles.words}>
              <p className={styles.name}>
                {sample.label}{' '}
                {sample.sizeBytes > 0 && <span className={styles.size}>{formatBytes(sample.sizeBytes)}</span>}
              </p>
              <p className={styles.help}>{sample.help}</p>
            </div>
            <Button
              variant="quiet"
              isDisabled={busy !== undefined}
              aria-label={`Train on ${sample.label}`}
              onPress={() => void tryWithSample(sample)}
            >
              Train on it
            </Button>
            <Button
              variant="quiet"
              isDisabled={busy !== undefined}
              aria-label={`Add ${sample.label}`}
              onPress={() => void addSample(sample)}
            >
              Add
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
