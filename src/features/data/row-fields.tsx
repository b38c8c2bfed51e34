import { ITEM } from '@/schema/row';
import { formatCount } from '@/ui/format';
import { VisibleText } from '@/ui/visible-text';
import type { RowPreview } from '@/workers/protocol';
import styles from './row-fields.module.css';

/** Characters and items of a field that are shown. */
const CHARACTERS = 400;
const ITEMS = 24;

/** A row as its fields: texts to read, labels and items as tags, and what else is known of it. */
export function RowFields({ row }: { row: RowPreview }) {
  const { fields, group, time, languages } = row;
  const language = (role: string) =>
    role === 'source' ? languages?.source : role === 'target' ? languages?.target : undefined;
  return (
    <dl className={styles.fields}>
      {fields.map(({ name, role, value }) => (
        <div key={`${role} ${name}`} className={styles.field}>
          <dt className={styles.name}>
            {name}
            {language(role) && <span className={styles.language}> {language(role)}</span>}
          </dt>
          <dd className={styles.value}>
            {value === '' ? (
              <span className={styles.missing}>missing</span>
            ) : role === 'label' || role === 'items' ? (
              <Tags values={value.split(ITEM)} />
            ) : (
              <>
                <VisibleText text={value.slice(0, CHARACTERS)} />
                {value.length > CHARACTERS && ' …'}
              </>
            )}
          </dd>
        </div>
      ))}
      {group !== undefined && <Fact name="group" value={group} />}
      {time !== undefined && <Fact name="time" value={timeText(time)} />}
    </dl>
  );
}

function Tags({ values }: { values: readonly string[] }) {
  // The same item may come twice in a history.
  const numbered = values.slice(0, ITEMS).map((value, place) => ({ value, key: `${place} ${value}` }));
  return (
    <span className={styles.tags}>
      {numbered.map(({ value, key }) => (
        <span key={key} className={styles.tag}>
          {value}
        </span>
      ))}
      {values.length > ITEMS && <span className={styles.more}>and {formatCount(values.length - ITEMS)} more</span>}
    </span>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div className={styles.field}>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.fact}>{value}</dd>
    </div>
  );
}

/** Places in an order are times too: a small number stays one. */
const timeText = (ms: number): string =>
  Math.abs(ms) < 1e8 ? formatCount(ms) : new Date(ms).toISOString().replace('T00:00:00.000Z', '').replace('.000Z', 'Z');
