import { useDataStore } from '@/state/data-store';
import { Panel } from '@/ui/panel';
import styles from './clean-tab.module.css';
import { CleaningPipeline } from './cleaning-pipeline';
import { DroppedDocuments } from './dropped-documents';
import { FilledValues } from './filled-values';
import { RecipeBar } from './recipe-bar';
import { UnusedSteps } from './unused-steps';

/** Every rule with its effect in plain counts, before and after, and a switch that undoes it. */
export function CleanTab({ onQuality }: { onQuality: () => void }) {
  const on = useDataStore((s) => s.config.steps.filter((step) => step.on).length);
  return (
    <div className={styles.tab}>
      <div className={styles.column}>
        <RecipeBar />
        <Panel title="Steps" aside={on === 0 ? 'none: documents stay as they are' : 'from top to bottom'}>
          <CleaningPipeline onQuality={onQuality} />
        </Panel>
      </div>
      <div className={styles.column}>
        <FilledValues />
        <DroppedDocuments />
        <UnusedSteps />
      </div>
    </div>
  );
}
