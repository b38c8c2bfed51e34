import { useEffect, useRef, useState } from 'react';

export interface SoundControl {
  readonly playing: boolean;
  /** Seconds from the beginning. */
  readonly at: number;
  toggle(): void;
}

/** Plays a recording from its beginning; one that leaves the screen falls silent. */
export function useSound(wav: Blob | undefined): SoundControl {
  const audio = useRef<HTMLAudioElement>(null);
  const [playing, setPlaying] = useState(false);
  const [at, setAt] = useState(0);
  useEffect(() => {
    if (!wav) return;
    const url = URL.createObjectURL(wav);
    const element = new Audio(url);
    audio.current = element;
    element.onpause = () => setPlaying(false);
    element.onplay = () => setPlaying(true);
    return () => {
      element.pause();
      audio.current = null;
      setPlaying(false);
      setAt(0);
      URL.revokeObjectURL(url);
    };
  }, [wav]);
  useEffect(() => {
    if (!playing) return;
    let frame = 0;
    const follow = () => {
      const { currentTime = 0, ended = true } = audio.current ?? {};
      setAt(ended ? 0 : currentTime);
      frame = requestAnimationFrame(follow);
    };
    follow();
    return () => cancelAnimationFrame(frame);
  }, [playing]);
  const toggle = () => {
    const element = audio.current;
    if (!element) return;
    if (element.paused) void element.play().catch(() => setPlaying(false));
    else {
      element.pause();
      element.currentTime = 0;
    }
  };
  return { playing, at: playing ? at : 0, toggle };
}
