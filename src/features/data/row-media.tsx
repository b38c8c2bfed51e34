import { useEffect, useState } from 'react';
import type { ImageReference, MediaReference } from '@/schema/media';
import { mediaOf } from '@/state/data-store';
import { formatCount } from '@/ui/format';
import { Picture } from '@/ui/picture';
import styles from './row-media.module.css';
import { RowSound } from './row-sound';

/** Longest side on the screen, in CSS pixels, as in `picture.module.css`. */
const LONGEST = 192;

/** The picture or the recording that a row is about. */
export function RowMedia({ media }: { media: MediaReference }) {
  return media.kind === 'image' ? <RowPicture media={media} /> : <RowSound media={media} />;
}

function RowPicture({ media }: { media: ImageReference }) {
  const { width, height, file } = media;
  const [pixels, setPixels] = useState<Uint8Array>();
  // A reference comes anew with every page of documents: what it points to is told by its place.
  const place = JSON.stringify(media);
  useEffect(() => {
    let current = true;
    // Gone with its source: the page of documents that comes next has it no more.
    void mediaOf(JSON.parse(place))
      .then((bytes) => current && setPixels(bytes))
      .catch(() => {});
    return () => {
      current = false;
    };
  }, [place]);
  const shown = Math.round(width * Math.min(1, LONGEST / Math.max(width, height)));
  return (
    <figure className={styles.figure} style={{ '--ratio': width / height, '--width': `${shown}px` }}>
      {pixels ? (
        <Picture width={width} height={height} pixels={pixels} label={file} />
      ) : (
        <div className={styles.waiting} />
      )}
      <figcaption className={styles.caption}>
        {file.split('/').at(-1)}, {formatCount(width)} × {formatCount(height)} pixels
      </figcaption>
    </figure>
  );
}
