const HEADER_BYTES = 44;

/** A WAV file of one channel of 16 bit PCM, as `media.bin` holds it: what every browser plays. */
export function wavFile(pcm: BlobPart, pcmBytes: number, sampleRate: number): Blob {
  const header = new DataView(new ArrayBuffer(HEADER_BYTES));
  const text = (at: number, ascii: string) => {
    for (let i = 0; i < ascii.length; i++) header.setUint8(at + i, ascii.charCodeAt(i));
  };
  text(0, 'RIFF');
  header.setUint32(4, HEADER_BYTES - 8 + pcmBytes, true);
  text(8, 'WAVEfmt ');
  header.setUint32(16, 16, true);
  header.setUint16(20, 1, true);
  header.setUint16(22, 1, true);
  header.setUint32(24, sampleRate, true);
  header.setUint32(28, sampleRate * 2, true);
  header.setUint16(32, 2, true);
  header.setUint16(34, 16, true);
  text(36, 'data');
  header.setUint32(40, pcmBytes, true);
  return new Blob([header, pcm], { type: 'audio/wav' });
}
