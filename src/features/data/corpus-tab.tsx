import { useState } from 'react';
import { addSample, sampleCorpora } from '@/state/journey';
import { Panel } from '@/ui/panel';
import { Select } from '@/ui/select';
import styles from './corpus-tab.module.css';
import { DeviceCard } from './device-card';
import { FilePickers } from './file-pickers';
import { LengthHistogram } from './length-histogram';
import { SampleDocuments } from './sample-documents';
import { SourceList } from './source-list';
import { UrlField } from './url-field';

/** The sources and what is in them. */
export function CorpusTab() {
  return (
    <div className={styles.tab}>
      <div className={styles.column}>
        <Panel title="Sources">
          <SourceList />
          <div className={styles.add}>
            <FilePickers look="quiet" />
            <SamplePicker />
            <UrlField />
          </div>
        </Panel>
        <SampleDocuments />
      </div>
      <div className={styles.column}>
        <LengthHistogram />
        <DeviceCard />
      </div>
    </div>
  );
}

function SamplePicker() {
  const [picked, setPicked] = useState('none');
  if (sampleCorpora.length === 0) return null;
  const choices = [{ id: 'none', label: 'Add a sample' }, ...sampleCorpora.map(({ id, label }) => ({ id, label }))];
  return (
    <Select
      label="Add a sample"
      hideLabel
      value={picked}
      choices={choices}
      className={styles.samples}
      onChange={(id) => {
        const sample = sampleCorpora.find((s) => s.id === id);
        setPicked('none');
        if (sample) void addSample(sample);
      }}
    />
  );
}
