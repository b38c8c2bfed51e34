/** Time that may be spent on running, of which waiting for compilers is no part. */
export interface Purse {
  readonly runMs: number;
  readonly totalMs: number;
  /** Milliseconds that may still be run; none once everything together has taken three times the budget. */
  readonly leftMs: number;
  /** Runs something at the purse's expense. */
  spend<T>(work: () => Promise<T>): Promise<T>;
}

export function purse(budgetMs: number, now: () => number = () => performance.now()): Purse {
  const began = now();
  let runMs = 0;
  return {
    get runMs() {
      return runMs;
    },
    get totalMs() {
      return now() - began;
    },
    get leftMs() {
      return now() - began >= 3 * budgetMs ? 0 : Math.max(0, budgetMs - runMs);
    },
    async spend(work) {
      const start = now();
      try {
        return await work();
      } finally {
        runMs += now() - start;
      }
    },
  };
}
