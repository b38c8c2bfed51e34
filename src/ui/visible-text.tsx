import { visiblePieces } from './visible-characters';
import styles from './visible-text.module.css';

/** A text with its control characters made visible. */
export function VisibleText({ text }: { text: string }) {
  return visiblePieces(text).map((piece, at) =>
    piece.name === undefined ? (
      piece.text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no other identity.
      <span key={at} title={piece.name} className={styles.standIn}>
        {piece.text}
      </span>
    ),
  );
}
