import { useEffect, useRef } from 'react';
import styles from './picture.module.css';

interface Props {
  width: number;
  height: number;
  /** Rows of pixels from the top: 8 bit red, green and blue. */
  pixels: Uint8Array;
  /** For who does not see it. */
  label: string;
}

/** A small picture from its pixels. */
export function Picture({ width, height, pixels, label }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const image = context.createImageData(width, height);
    for (let from = 0, to = 0; from < pixels.length; from += 3, to += 4) {
      image.data.set(pixels.subarray(from, from + 3), to);
      image.data[to + 3] = 255;
    }
    context.putImageData(image, 0, 0);
  }, [width, height, pixels]);
  return <canvas ref={canvas} width={width} height={height} role="img" aria-label={label} className={styles.picture} />;
}
