import { useDataStore } from '@/state/data-store';
import { SourceRow } from './source-row';
import styles from './source-row.module.css';

export function SourceList() {
  const sources = useDataStore((s) => s.sources);
  const imports = useDataStore((s) => s.imports);
  return (
    <ul className={styles.list} aria-label="Sources">
      {sources.map((source) => (
        <SourceRow key={source.id} source={source} />
      ))}
      {imports.map(({ key, name }) => (
        <li key={key} className={styles.waiting}>
          <span className={styles.name}>{name}</span> <span className={styles.quiet}>being read</span>
        </li>
      ))}
    </ul>
  );
}
