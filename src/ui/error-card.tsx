import { CircleAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ErrorReport } from '@/base/errors';
import { classNames } from './class-names';
import styles from './error-card.module.css';

interface Props {
  error: ErrorReport;
  severity?: 'error' | 'warning';
  /** One button, rarely two. */
  actions?: ReactNode;
  className?: string | undefined;
}

/** What happened, where, what to do: in that order, where the person is. */
export function ErrorCard({ error, severity = 'error', actions, className }: Props) {
  const Icon = severity === 'error' ? CircleAlert : TriangleAlert;
  return (
    <div
      role={severity === 'error' ? 'alert' : 'status'}
      data-code={error.code}
      className={classNames(styles.card, styles[severity], className)}
    >
      <Icon size={18} aria-hidden className={styles.icon} />
      <div className={styles.text}>
        <p className={styles.what}>{endSentence(error.what)}</p>
        {error.where !== '' && <p className={styles.where}>{error.where}</p>}
        <p>{endSentence(error.remedy)}</p>
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}

const endSentence = (text: string) => (text === '' || /[.?!…:]$/.test(text) ? text : `${text}.`);
