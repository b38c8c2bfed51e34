import type { FileProblem } from '@/schema/source';

export function unclosedMarkup(path: string, byte: number): Omit<FileProblem, 'count'> {
  return {
    severity: 'warning',
    code: 'import/markup-unclosed',
    what: 'A tag or comment is never closed; what follows it was left out',
    where: `${path}, byte ${byte}`,
    remedy: 'Close it and drop the file again, or go on with what was read.',
  };
}
