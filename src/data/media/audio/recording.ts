/** One channel of sound. */
export interface Recording {
  /** Hertz. */
  readonly sampleRate: number;
  /** -1 to 1. */
  readonly samples: Float32Array;
}
