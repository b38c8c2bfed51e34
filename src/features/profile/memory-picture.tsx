import type { Profile } from '@/schema/profile';
import { opName } from '@/schema/summarise-profile';
import { formatBytes } from '@/ui/format';
import styles from './memory-picture.module.css';

const WIDTH = 600;
const HEIGHT = 180;

/** Bytes of temporaries in use at each command of the step, from the first dispatch to the update, and what is largest at the peak. */
export function MemoryPicture({ profile: { memory, commands } }: { profile: Profile }) {
  const { alive, peakAt, largest } = memory;
  const top = Math.max(1, ...alive);
  const x = (at: number) => (WIDTH * at) / Math.max(1, alive.length);
  const y = (bytes: number) => HEIGHT - (HEIGHT * bytes) / top;
  const outline = alive.map((bytes, i) => `L${x(i).toFixed(1)},${y(bytes).toFixed(1)}H${x(i + 1).toFixed(1)}`).join('');
  const turn = commands.findIndex(({ phase }) => phase === 'backward');
  return (
    <figure className={styles.figure}>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Temporaries in use over ${alive.length} commands; at most ${formatBytes(top)}, at command ${peakAt + 1}`}
      >
        <path d={`M0,${HEIGHT}${outline}V${HEIGHT}Z`} className={styles.area} />
        {turn > 0 && <line x1={x(turn)} x2={x(turn)} y1={0} y2={HEIGHT} className={styles.turn} />}
        <line x1={x(peakAt + 0.5)} x2={x(peakAt + 0.5)} y1={0} y2={HEIGHT} className={styles.peak} />
      </svg>
      <figcaption className={styles.caption}>
        <span>forward</span>
        <span>{turn > 0 ? 'backward, from the dashed line' : ''}</span>
        <span>update</span>
      </figcaption>
      <p className={styles.words}>
        At most {formatBytes(top)} in use at once, at command {peakAt + 1} of {alive.length}, laid out in{' '}
        {formatBytes(memory.arenaBytes)}. Largest then:
      </p>
      <ol className={styles.largest}>
        {largest.slice(0, 5).map(({ bytes, madeBy, scope, first, last }) => (
          <li key={`${first} ${last} ${madeBy} ${bytes}`}>
            <span>{[scope, opName(madeBy)].filter(Boolean).join(', ')}</span>
            <span>{formatBytes(bytes)}</span>
          </li>
        ))}
      </ol>
    </figure>
  );
}
