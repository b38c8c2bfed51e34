export interface Peeked<T> {
  readonly first: readonly T[];
  all(): AsyncGenerator<T[]>;
  /** Instead of `all`: the rest is not wanted. */
  close(): Promise<void>;
}

/** The first items of batches, at least `count` where there are so many, and all batches from the start; an error comes where it came. */
export async function peek<T>(batches: AsyncIterable<T[]>, count: number): Promise<Peeked<T>> {
  const iterator = batches[Symbol.asyncIterator]();
  const first: T[] = [];
  let failure: { readonly error: unknown } | undefined;
  let ended = false;
  while (first.length < count && !ended && !failure) {
    try {
      const { done, value } = await iterator.next();
      if (done) ended = true;
      else first.push(...value);
    } catch (error) {
      failure = { error };
    }
  }
  return {
    first: first.slice(0, count),
    async close() {
      await iterator.return?.();
    },
    async *all() {
      try {
        if (first.length > 0) yield first;
        if (failure) throw failure.error;
        while (!ended) {
          const { done, value } = await iterator.next();
          if (done) return;
          yield value;
        }
      } finally {
        await iterator.return?.();
      }
    },
  };
}
