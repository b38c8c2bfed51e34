import { useState } from 'react';
import { type ColumnRole, type Mapping, mappingProblem, SHAPES, type ShapeId, shapeOf } from '@/schema/shape';
import type { ColumnChoice } from '@/schema/source';
import { chooseColumns } from '@/state/data-store';
import { Button } from '@/ui/button';
import { formatCount, formatPercent } from '@/ui/format';
import { Select } from '@/ui/select';
import styles from './column-picker.module.css';

const NOT_USED = 'not used';
/** Columns at first: tables of a thousand are slow to draw and nobody reads them through. Those in use are always there. */
const AT_FIRST = 60;

interface Props {
  sourceId: string;
  columns: ColumnChoice;
}

/** What the rows of a table are, and what each column is for. The importer's proposal is chosen already. */
export function ColumnPicker({ sourceId, columns }: Props) {
  // A mapping that is not whole yet waits here: pairs need a source and a target, and only one is chosen at a time.
  const [draft, setDraft] = useState<Mapping>();
  const [all, setAll] = useState(false);
  const mapping = draft ?? columns.mapping;
  const { roles } = shapeOf(mapping.shape);
  const problem = mappingProblem(mapping);
  const take = (next: Mapping) => {
    const whole = mappingProblem(next) === undefined;
    setDraft(whole ? undefined : next);
    if (whole) void chooseColumns(sourceId, next);
  };
  const used = new Set(mapping.columns.map(({ name }) => name));
  const shown = columns.available.filter(({ name }, i) => all || i < AT_FIRST || used.has(name));
  const roleOf = (name: string) => mapping.columns.find((column) => column.name === name)?.role ?? NOT_USED;
  return (
    <div className={styles.picker}>
      <Select
        label="What each row is"
        value={mapping.shape}
        onChange={(id) => take(reshaped(mapping, id as ShapeId))}
        choices={SHAPES}
        className={styles.shape}
      />
      <ul className={styles.columns} aria-label="Columns">
        {shown.map(({ name, example, meanCharacters, filled }) => (
          <li key={name} className={styles.column}>
            <span className={styles.name}>{name}</span>
            <Select
              label={`Column ${name} is`}
              hideLabel
              value={roleOf(name)}
              onChange={(role) => take(assigned(columns, mapping, name, role))}
              choices={[
                { id: NOT_USED, label: NOT_USED },
                ...roles.map(({ role, help }) => ({ id: role, label: role, help })),
              ]}
            />
            <span className={styles.mean}>
              {formatCount(meanCharacters)} characters{filled < 1 && `, ${formatPercent(filled)} filled`}
            </span>
            <span className={styles.example}>{example}</span>
          </li>
        ))}
      </ul>
      {shown.length < columns.available.length && (
        <Button variant="quiet" onPress={() => setAll(true)}>
          Show all {formatCount(columns.available.length)} columns
        </Button>
      )}
      {problem !== undefined && (
        <p className={styles.problem} role="status">
          {problem}. Until then the rows stay as they are.
        </p>
      )}
    </div>
  );
}

/** A column with another role, in the order of the table. Where only one may have the role, the one before gives it up. */
function assigned({ available }: ColumnChoice, { shape, columns }: Mapping, name: string, role: string): Mapping {
  const use = shapeOf(shape).roles.find((one) => one.role === role);
  const others = columns.filter((column) => column.name !== name && !(use?.most === 1 && column.role === role));
  const all = use ? [...others, { name, role: use.role }] : others;
  const place = (column: { readonly name: string }) => available.findIndex((one) => one.name === column.name);
  return { shape, columns: all.toSorted((a, b) => place(a) - place(b)) };
}

/** Another shape keeps what it knows, and takes columns of text for its own main roles. */
function reshaped({ columns }: Mapping, shape: ShapeId): Mapping {
  const { roles } = shapeOf(shape);
  const free: ColumnRole[] = roles.filter(({ role }) => role === 'text' || MAIN.has(role)).map(({ role }) => role);
  const kept: { name: string; role: ColumnRole }[] = [];
  for (const { name, role } of columns) {
    const same = roles.find((use) => use.role === role);
    if (same) {
      kept.push({ name, role });
      continue;
    }
    const twin = TWINS[role];
    if (twin && roles.some((use) => use.role === twin) && !columns.some((column) => column.role === twin)) {
      kept.push({ name, role: twin });
      continue;
    }
    if (!MAIN.has(role) && role !== 'text') continue;
    const next = free.find((one) => one === 'text' || !kept.some((column) => column.role === one));
    if (next) kept.push({ name, role: next });
  }
  return { shape, columns: kept };
}
/** Whose row it is has two names. */
const TWINS: Partial<Readonly<Record<ColumnRole, ColumnRole>>> = { group: 'user', user: 'group' };
const MAIN: ReadonlySet<ColumnRole> = new Set(['source', 'target', 'item']);
