/** No recording of speech that a small model learns from is longer; one that is decodes to more than memory and storage should give. */
export const MAX_RECORDING_SECONDS = 30 * 60;

/** Recordings are kept at this rate (hertz), or at their own where that is lower: speech models hear 0 to 8 kHz. */
export const KEPT_SAMPLE_RATE = 16_000;

/** A compressed recording that lies in an archive is held in memory: half an hour of MP3 has 75 MB at most. */
export const MAX_ENCODED_BYTES = 100e6;

/** Sample rates (hertz) and channels of any recording that is really one. */
export const SAMPLE_RATES = { least: 1000, most: 768_000 } as const;
export const MAX_CHANNELS = 32;
