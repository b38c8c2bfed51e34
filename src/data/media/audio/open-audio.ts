/** A recording that is being decoded. */
export interface OpenAudio {
  /** Hertz, of the file. */
  readonly sampleRate: number;
  readonly channels: number;
  /** One channel, the mean of all, about -1 to 1, in blocks of any length. Can be read once. */
  readonly blocks: AsyncIterable<Float32Array>;
}
