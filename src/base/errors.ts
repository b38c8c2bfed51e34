/** What went wrong, where, and what to do about it: in that order, in every error a person sees. */
export interface ErrorReport {
  /** Permanent machine-readable name, e.g. `import/truncated-gzip`. Tests and screens match on it, never on the sentence. */
  readonly code: string;
  /** One sentence: what happened. */
  readonly what: string;
  /** File, row, byte, option or step. Empty when there is no better place than "the studio". */
  readonly where: string;
  /** One sentence: what the person can do. */
  readonly remedy: string;
  /** Where a number is too large: the largest that would do. */
  readonly most?: number;
}

/** An error meant for a person. Crosses worker borders as its `report` (see `toReport`). */
export class LoamError extends Error {
  override readonly name = 'LoamError';
  constructor(
    readonly report: ErrorReport,
    options?: ErrorOptions,
  ) {
    super([report.where, report.what, report.remedy].filter(Boolean).join(': '), options);
  }
}

/** Any thrown value as a report; an unforeseen one keeps its own message. */
export function toReport(error: unknown, where = ''): ErrorReport {
  if (error instanceof LoamError) return error.report;
  // Comlink and structuredClone drop the class but keep own properties.
  if (typeof error === 'object' && error !== null && 'report' in error)
    return (error as { report: ErrorReport }).report;
  const what = error instanceof Error ? error.message : String(error);
  return { code: 'unforeseen', what, where, remedy: 'Reload the page; what was saved is kept.' };
}

/** Thrown by long work that was cancelled through an AbortSignal. Not an error for a person. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
