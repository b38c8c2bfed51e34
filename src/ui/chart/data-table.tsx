import styles from './data-table.module.css';

export interface TableColumn {
  readonly label: string;
  readonly values: readonly string[];
}

/** The numbers of a picture as a table: same data, other form. */
export function DataTable({ caption, columns }: { caption: string; columns: readonly TableColumn[] }) {
  const rows = columns[0]?.values.length ?? 0;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className={styles.scroll} tabIndex={0} aria-label={caption}>
      <table className={styles.table}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.label} scope="col">
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: rows }, (_, row) => (
            <tr key={columns[0]?.values[row]}>
              {columns.map((column, i) =>
                i === 0 ? (
                  <th key={column.label} scope="row">
                    {column.values[row]}
                  </th>
                ) : (
                  <td key={column.label}>{column.values[row]}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
