import { type ReactNode, useId } from 'react';
import { classNames } from './class-names';
import styles from './panel.module.css';

interface Props {
  title: string;
  /** Beside the title: a count, a state. */
  aside?: ReactNode;
  /** At the right end of the title's line. */
  actions?: ReactNode;
  children: ReactNode;
  level?: 2 | 3;
  /** `plain` has no surface of its own: hairline above, nothing else. */
  look?: 'sheet' | 'plain';
  className?: string | undefined;
}

/** A named part of a screen. */
export function Panel({ title, aside, actions, children, level = 2, look = 'sheet', className }: Props) {
  const id = useId();
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <section aria-labelledby={id} className={classNames(styles.panel, styles[look], className)}>
      <header className={styles.head}>
        <div className={styles.names}>
          <Heading id={id}>{title}</Heading>
          {aside !== undefined && <div className={styles.aside}>{aside}</div>}
        </div>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </section>
  );
}
