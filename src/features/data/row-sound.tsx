import { useEffect, useState } from 'react';
import type { AudioReference } from '@/schema/media';
import { soundOf } from '@/state/data-store';
import { formatCount } from '@/ui/format';
import { SoundView } from '@/ui/sound-view';
import type { Sound } from '@/workers/protocol';
import styles from './row-sound.module.css';

/** The recording that a row is about, to hear and to look at. */
export function RowSound({ media }: { media: AudioReference }) {
  const { samples, sampleRate, file } = media;
  const [sound, setSound] = useState<Sound>();
  // A reference comes anew with every page of documents: what it points to is told by its place.
  const place = JSON.stringify(media);
  useEffect(() => {
    let current = true;
    // Gone with its source: the page of documents that comes next has it no more.
    void soundOf(JSON.parse(place))
      .then((found) => current && setSound(found))
      .catch(() => {});
    return () => {
      current = false;
    };
  }, [place]);
  const seconds = samples / sampleRate;
  const shown = sound && seconds - sound.seconds > 0.1 ? `, the first ${sound.seconds.toFixed(0)} s of them here` : '';
  return (
    <figure className={styles.figure}>
      {sound ? <SoundView {...sound} label={file} /> : <div className={styles.waiting} />}
      <figcaption className={styles.caption}>
        {seconds.toFixed(1)} s at {formatCount(sampleRate)} Hz{shown}
      </figcaption>
    </figure>
  );
}
