import { isAbort, LoamError, toReport } from '@/base/errors';

/** Cancelling and a full disk end the whole import; everything else is the file's own trouble. */
export function fileProblem(error: unknown, where: string): LoamError {
  if (isAbort(error)) throw error;
  if (error instanceof LoamError && error.report.code.startsWith('storage/')) throw error;
  if (error instanceof LoamError) return error;
  if (error instanceof DOMException)
    return new LoamError(
      {
        code: 'import/unreadable',
        what: `The browser could not read this file (${error.name})`,
        where,
        remedy: 'It may have been moved or changed since it was dropped: drop it again.',
      },
      { cause: error },
    );
  return new LoamError(toReport(error, where), { cause: error });
}
