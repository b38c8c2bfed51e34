import type { ExporterEntry } from '@/export/entry';
import { models } from '@/ml/models';
import { parameterCount } from '@/ml/models/estimate';
import { useRunStore } from '@/state/run-store';
import { formatBytes } from '@/ui/format';
import { Panel } from '@/ui/panel';
import styles from './file-list.module.css';
import { estimateBytes, filesIn } from './files-in';

export function useWeightBytes(): { weights: number; all: number } {
  const config = useRunStore((s) => s.config);
  const dataset = useRunStore((s) => s.dataset);
  const step = useRunStore((s) => s.status.step);
  if (!config || !dataset || !models.has(config.model.id)) return { weights: 0, all: 0 };
  const vocabularySize = dataset.tokenizer.vocabularySize;
  const weights = 4 * parameterCount(models.get(config.model.id), { options: config.model.options, vocabularySize });
  return { weights, all: estimateBytes(weights, vocabularySize, step) };
}

/** The files in the download, each with what it is. */
export function FileList({ entry }: { entry: ExporterEntry }) {
  const { weights, all } = useWeightBytes();
  return (
    <Panel
      title={entry.label}
      aside={all > 0 ? `one ${entry.extension} file, about ${formatBytes(Number(all.toPrecision(2)))}` : undefined}
    >
      <p className={styles.help}>{entry.help}</p>
      <p className={styles.opens}>
        <span>Opens in</span> {entry.opensWith.join(' · ')}
      </p>
      <table className={styles.table}>
        <caption className="visually-hidden">Files in the download</caption>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">File</th>
            <th scope="col">What it is</th>
            <th scope="col">Size</th>
          </tr>
        </thead>
        <tbody>
          {filesIn(weights).map(({ path, what, bytes }) => (
            <tr key={path}>
              <th scope="row">
                <code>{path}</code>
              </th>
              <td>{what}</td>
              <td className={styles.size}>{bytes ? formatBytes(bytes) : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
