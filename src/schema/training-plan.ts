/** What a run's recorded step will take on the GPU, known before anything is allocated. */
export interface TrainingPlan {
  /** Peak GPU bytes of training: weights, optimizer state, gradients, activations and constants. */
  readonly totalBytes: number;
  /** Of these, what the run keeps between steps: weights and optimizer state. */
  readonly stateBytes: number;
  /** Compute dispatches of one optimizer step. */
  readonly dispatches: number;
  /** Submits of one optimizer step: one, or one a micro-batch and one for the update. */
  readonly submits: number;
  /** The largest tensors that live within a step, by who makes them. */
  readonly largest: readonly { readonly name: string; readonly bytes: number }[];
}
