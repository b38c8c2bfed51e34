/** One line of visible progress. `total` 0 means unknown. */
export interface Progress {
  /** What is being done, in plain words: "Reading letters/1.txt". */
  readonly label: string;
  readonly done: number;
  readonly total: number;
  readonly unit: 'bytes' | 'documents' | 'merges' | 'tokens' | 'steps' | 'files';
}
export type OnProgress = (progress: Progress) => void;
