import { Checkbox, CheckboxGroup, Label } from 'react-aria-components';
import type { ColumnChoice } from '@/schema/source';
import { chooseColumns } from '@/state/data-store';
import { formatCount } from '@/ui/format';
import styles from './column-picker.module.css';

/** Which columns or keys make a document's text; the importer's proposal is chosen already. */
export function ColumnPicker({ sourceId, columns }: { sourceId: string; columns: ColumnChoice }) {
  return (
    <CheckboxGroup
      value={[...columns.chosen]}
      onChange={(chosen) => {
        // The order of the table, not of the clicks; without a column there would be no text.
        const ordered = columns.available.map((c) => c.name).filter((name) => chosen.includes(name));
        if (ordered.length > 0) void chooseColumns(sourceId, ordered);
      }}
      className={styles.group ?? ''}
    >
      <Label className={styles.label ?? ''}>Text columns</Label>
      {columns.available.map(({ name, example, meanCharacters }) => (
        <Checkbox key={name} value={name} className={styles.column ?? ''}>
          <span className={styles.box} aria-hidden />
          <span className={styles.name}>{name}</span>
          <span className={styles.mean}>{formatCount(meanCharacters)} characters on average</span>
          <span className={styles.example}>{example}</span>
        </Checkbox>
      ))}
    </CheckboxGroup>
  );
}
