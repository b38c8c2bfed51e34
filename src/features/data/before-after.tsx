import { Picture } from '@/ui/picture';
import { SoundView } from '@/ui/sound-view';
import { VisibleText } from '@/ui/visible-text';
import type { Sound } from '@/workers/protocol';
import styles from './before-after.module.css';
import { changedRegion, type Region } from './changed-region';

interface Props {
  file: string;
  before: string;
  /** Empty for a dropped document. */
  after: string;
  /** Shown in the place of texts that are the same. */
  pictures?: { readonly before: Pixels; readonly after: Pixels };
  sounds?: { readonly before: Sound; readonly after: Sound };
}
interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

export function BeforeAfter({ file, before, after, pictures, sounds }: Props) {
  if (sounds) return <SoundsBeforeAfter file={file} text={before} {...sounds} />;
  if (pictures) return <PicturesBeforeAfter file={file} text={before} {...pictures} />;
  const dropped = after === '';
  const regions = changedRegion(before, after);
  return (
    <figure className={styles.example}>
      <figcaption className={styles.file}>{file}</figcaption>
      <div className={styles.sides}>
        <Side
          title="Before"
          look={styles.out}
          region={dropped ? { lead: before.slice(0, 240), changed: '', tail: '' } : regions.before}
        />
        {dropped ? (
          <p className={styles.dropped}>Dropped</p>
        ) : (
          <Side title="After" look={styles.in} region={regions.after} />
        )}
      </div>
    </figure>
  );
}

function PicturesBeforeAfter({
  file,
  text,
  before,
  after,
}: {
  file: string;
  text: string;
  before: Pixels;
  after: Pixels;
}) {
  return (
    <figure className={styles.example}>
      <figcaption className={styles.file}>{file}</figcaption>
      <div className={styles.sides}>
        <div className={styles.side}>
          <p className={styles.title}>Before</p>
          <Picture {...before} label={`Before: ${text}`} />
        </div>
        <div className={styles.side}>
          <p className={styles.title}>After</p>
          <Picture {...after} label={`After: ${text}`} />
        </div>
      </div>
    </figure>
  );
}

function SoundsBeforeAfter({ file, text, before, after }: { file: string; text: string; before: Sound; after: Sound }) {
  return (
    <figure className={styles.example}>
      <figcaption className={styles.file}>
        {file}: “{text}”
      </figcaption>
      <div className={styles.sides}>
        <div className={styles.side}>
          <p className={styles.title}>Before</p>
          <SoundView {...before} label={`before: ${text}`} />
        </div>
        <div className={styles.side}>
          <p className={styles.title}>After</p>
          <SoundView {...after} label={`after: ${text}`} />
        </div>
      </div>
    </figure>
  );
}

function Side({ title, region, look }: { title: string; region: Region; look: string | undefined }) {
  return (
    <div className={styles.side}>
      <p className={styles.title}>{title}</p>
      <pre className={styles.text}>
        <VisibleText text={region.lead} />
        {region.changed !== '' && (
          <mark className={look}>
            <VisibleText text={region.changed} />
          </mark>
        )}
        <VisibleText text={region.tail} />
      </pre>
    </div>
  );
}
