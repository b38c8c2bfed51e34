import styles from './screen-skeleton.module.css';

/** While a screen's code arrives. Nothing moves: it is there for a blink. */
export function ScreenSkeleton() {
  return (
    <div className={styles.skeleton} role="status">
      <span className="visually-hidden">Loading the screen</span>
    </div>
  );
}
