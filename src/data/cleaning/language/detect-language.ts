import { eld } from 'eld/extrasmall';

/** Text that decides; more makes no difference to the answer, only to the time. */
export const LANGUAGE_SAMPLE = 2000;

export interface DetectedLanguage {
  /** ISO 639-1. */
  readonly language: string;
  /** 0 to 1: how much of the text's letter sequences fits the language. Plain prose has .6 to .9; it is no probability. */
  readonly score: number;
}

/** Language of the beginning of a text, by sequences of letters (eld); undefined for text without any. */
export function detectLanguage(text: string): DetectedLanguage | undefined {
  const result = eld.detect(text.slice(0, LANGUAGE_SAMPLE));
  if (result.language === '') return undefined;
  return { language: result.language, score: result.getScores()[result.language] ?? 0 };
}

export const knownLanguages = (): string[] => Object.values(eld.info().Languages);
