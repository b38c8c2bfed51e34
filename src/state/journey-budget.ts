import { TOKENS_PER_PARAMETER } from './journey-readiness';

export interface Budget {
  readonly wantedTokens: number;
  /** Training tokens over wanted tokens. */
  readonly share: number;
  /** How often the planned run reads the training text. */
  readonly epochs: number;
  readonly level: 'plenty' | 'some' | 'thin' | 'very thin';
  /** What will happen, one or two short sentences. */
  readonly verdict: string;
}

/**
 * Text against what a model of this size wants. Text read up to about four times is worth almost as much as new text
 * (Muennighoff et al. 2023, section 6), so `thin` begins below a quarter.
 */
export function tokenBudget(trainTokens: number, parameters: number, runTokens: number): Budget {
  const wantedTokens = parameters * TOKENS_PER_PARAMETER;
  const share = wantedTokens > 0 ? trainTokens / wantedTokens : 1;
  const epochs = trainTokens > 0 ? runTokens / trainTokens : 0;
  const level = share >= 1 ? 'plenty' : share >= 0.25 ? 'some' : share >= 0.025 ? 'thin' : 'very thin';
  const verdicts = {
    plenty: 'Enough text for a model of this size.',
    some: 'Less than ideal; reading it up to four times makes up for most of it.',
    thin: 'Thin: the model learns the style, then begins to memorise and validation loss turns up. The best checkpoint is kept.',
    'very thin':
      'Very thin: the model will soon recite this text instead of learning from it. Take a smaller model or add text.',
  } as const;
  return { wantedTokens, share, epochs, level, verdict: verdicts[level] };
}
