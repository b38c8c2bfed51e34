import type { FileProblem } from '@/schema/source';

/** A time that no reader makes sense of. */
export const unreadTime = (cell: string, where: string): Omit<FileProblem, 'count'> => ({
  severity: 'warning',
  code: 'import/unread-time',
  what: `"${cell.slice(0, 40)}" is no time that can be read; the row was kept without one`,
  where,
  remedy: 'Give dates as 2026-11-24 or as seconds since 1970, or choose another column for the time.',
});
