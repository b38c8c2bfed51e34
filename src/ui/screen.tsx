import type { ReactNode } from 'react';
import { classNames } from './class-names';
import styles from './screen.module.css';

interface Props {
  title: string;
  /** One sentence under the title. */
  lead?: ReactNode;
  /** The one primary action of the screen: top right, and above the bottom bar on phones. */
  action?: ReactNode;
  children: ReactNode;
  /** `wide` takes the whole width. */
  width?: 'page' | 'wide';
  className?: string | undefined;
}

/** The frame of every screen: heading and the primary action, always in the same place. */
export function Screen({ title, lead, action, children, width = 'page', className }: Props) {
  return (
    <div className={classNames(styles.screen, styles[width], className)}>
      <header className={styles.head}>
        <div className={styles.words}>
          <h1 tabIndex={-1}>{title}</h1>
          {lead !== undefined && <p className={styles.lead}>{lead}</p>}
        </div>
        {action !== undefined && <div className={styles.action}>{action}</div>}
      </header>
      {children}
    </div>
  );
}
