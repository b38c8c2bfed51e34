/** Where `ml` and `data` meet: B windows of T token ids and, for each position, the id that follows. */
export interface Batch {
  readonly batchSize: number;
  readonly time: number;
  /** [B * T], row-major. */
  readonly inputs: Int32Array;
  /** [B * T]; -1 marks a position without a target (ignored by the loss). */
  readonly targets: Int32Array;
}
