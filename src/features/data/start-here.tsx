import { FileText } from 'lucide-react';
import { DeviceCard } from './device-card';
import { FilePickers } from './file-pickers';
import { SampleList } from './sample-list';
import styles from './start-here.module.css';
import { UrlField } from './url-field';

/** The first minute: one sample button (in the heading), a place to drop, and what this machine can do. */
export function StartHere() {
  return (
    <div className={styles.start}>
      <section className={styles.drop} aria-labelledby="drop-title">
        <FileText size={36} strokeWidth={1.25} aria-hidden className={styles.icon} />
        <h2 id="drop-title" className={styles.title}>
          Drop text here, or anywhere
        </h2>
        <p className={styles.kinds}>
          Text, web pages, PDF, Word, Excel, e-books, mail, subtitles, code; tables as CSV, JSON or Parquet; pictures
          and recordings with their text. Files, folders, and archives of all these.
        </p>
        <FilePickers />
        <UrlField />
      </section>
      <div className={styles.below}>
        <SampleList />
        <DeviceCard />
      </div>
    </div>
  );
}
