import type { Mapper } from './work-pool';

/**
 * Maps batches in their order, several at once. No more than the mapper's width are under way, and none is read before there is room. The first
 * failure, of reading or of mapping, is thrown in its turn. Whoever stops early (`break`, an error) is not kept waiting for the rest.
 */
export async function* orderedMap<Batch, Item extends Batch, Result>(
  batches: AsyncIterable<Item>,
  mapper: Mapper<Batch, Result>,
): AsyncGenerator<{ readonly batch: Item; readonly result: Result }> {
  const underWay: { readonly batch: Item; readonly result: Promise<Result> }[] = [];
  const first = async () => {
    const next = underWay.shift();
    return next && { batch: next.batch, result: await next.result };
  };
  try {
    for await (const batch of batches) {
      const result = mapper.map(batch);
      // It is awaited later, or never: a failure in between is not unhandled.
      result.catch(() => {});
      underWay.push({ batch, result });
      const done = underWay.length >= mapper.width ? await first() : undefined;
      if (done) yield done;
    }
    for (let done = await first(); done; done = await first()) yield done;
  } finally {
    mapper.close();
  }
}
