export type Level = 'sure' | 'likely' | 'unlikely' | 'wrong';

/** How sure the model was of what came: a quarter of the scale each, by factors as probabilities want. */
export function levelOf(probability: number): Level {
  if (probability > 0.5) return 'sure';
  if (probability > 0.1) return 'likely';
  return probability > 0.01 ? 'unlikely' : 'wrong';
}
