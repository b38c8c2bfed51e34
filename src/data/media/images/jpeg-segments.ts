export interface JpegSegment {
  /** Second byte of the marker: 0xe1 for APP1. */
  readonly marker: number;
  /** Half-open range of its contents in the file, after marker and length. */
  readonly start: number;
  readonly end: number;
}

/** The segments of a JPEG file before its first scan (ITU T.81, B.1.1). Ends where the file is broken off or is no JPEG. */
export function* jpegSegments(view: DataView): Generator<JpegSegment> {
  for (let at = 2; at + 4 <= view.byteLength; ) {
    if (view.getUint8(at) !== 0xff) return;
    const marker = view.getUint8(at + 1);
    // Fill bytes may stand before a marker.
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === 0xda || marker === 0xd9) return;
    const length = view.getUint16(at + 2);
    if (length < 2) return;
    const end = at + 2 + length;
    if (end > view.byteLength) return;
    yield { marker, start: at + 4, end };
    at = end;
  }
}
