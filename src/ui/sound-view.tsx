import { Play, Square } from 'lucide-react';
import { useMemo } from 'react';
import { classNames } from './class-names';
import { IconButton } from './icon-button';
import styles from './sound-view.module.css';
import { useSound } from './use-sound';

interface Props {
  /** Without it there is something to see but nothing to hear. */
  wav?: Blob | undefined;
  seconds: number;
  /** Hertz. */
  sampleRate: number;
  /** Lowest and highest sample of each column, in turn, -1 to 1. */
  peaks?: Float32Array | undefined;
  spectrogram: Levels;
  /** What it is, for who does not see it. */
  label: string;
}

/** Levels 0 to 255, frame by frame, low frequencies first. */
interface Levels {
  readonly frames: number;
  readonly mels: number;
  readonly levels: Uint8Array;
}

/** A recording: its waveform with a button to play it, and its spectrogram. */
export function SoundView({ wav, seconds, sampleRate, peaks, spectrogram, label }: Props) {
  const mask = useMemo(() => maskOf(spectrogram), [spectrogram]);
  const { playing, at, toggle } = useSound(wav);
  const head = playing && <span className={styles.head} style={{ '--travel': at / seconds }} />;
  return (
    <div className={styles.sound}>
      {peaks && (
        <div className={styles.line}>
          <IconButton label={`${playing ? 'Stop' : 'Play'} ${label}`} onPress={toggle}>
            {playing ? <Square size={18} aria-hidden /> : <Play size={18} aria-hidden />}
          </IconButton>
          <div className={styles.waveform}>
            <Waveform peaks={peaks} />
            {head}
          </div>
        </div>
      )}
      <div
        role="img"
        aria-label={`Spectrogram of ${label}: ${seconds.toFixed(1)} s, 0 to ${sampleRate / 2000} kHz`}
        className={classNames(styles.spectrogram, peaks && styles.beside)}
      >
        <div className={styles.levels} style={{ maskImage: mask, WebkitMaskImage: mask }} />
        {head}
      </div>
    </div>
  );
}

/** Half of a waveform's height. */
const HALF = 20;

function Waveform({ peaks }: { peaks: Float32Array }) {
  const columns = peaks.length / 2;
  // A column of silence is a hairline, not nothing.
  const line = Array.from({ length: columns }, (_, i) => {
    const low = HALF - (peaks[i * 2] ?? 0) * HALF;
    const high = HALF - (peaks[i * 2 + 1] ?? 0) * HALF;
    return `M${i + 0.5} ${(high - 0.25).toFixed(1)}V${(low + 0.25).toFixed(1)}`;
  }).join('');
  return (
    <svg
      className={styles.trace}
      viewBox={`0 0 ${Math.max(1, columns)} ${HALF * 2}`}
      preserveAspectRatio="none"
      aria-hidden
    >
      <path d={line} stroke="currentColor" strokeWidth={1} fill="none" />
    </svg>
  );
}

/** As a mask it takes its colour from the style sheet, in light and dark. */
function maskOf({ frames, mels, levels }: Levels): string {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, frames);
  canvas.height = mels;
  const context = canvas.getContext('2d');
  if (!context || frames === 0) return 'none';
  const image = context.createImageData(frames, mels);
  for (let frame = 0; frame < frames; frame++)
    for (let mel = 0; mel < mels; mel++)
      image.data[((mels - 1 - mel) * frames + frame) * 4 + 3] = levels[frame * mels + mel] ?? 0;
  context.putImageData(image, 0, 0);
  return `url(${canvas.toDataURL()})`;
}
