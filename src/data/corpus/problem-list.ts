import type { FileProblem } from '@/schema/source';

/** A file's problems: one entry a code, with the first place and how often it occurred. */
export class ProblemList {
  private readonly byCode = new Map<string, FileProblem>();

  add(problem: Omit<FileProblem, 'count'>, count = 1): void {
    const known = this.byCode.get(problem.code);
    this.byCode.set(problem.code, known ? { ...known, count: known.count + count } : { ...problem, count });
  }

  clear(): void {
    this.byCode.clear();
  }

  get list(): FileProblem[] {
    return [...this.byCode.values()];
  }
}
