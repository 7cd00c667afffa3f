/** Yields what a source yields, and lets it work on its next element while the consumer works on this one. */
export async function* oneAhead<Element>(source: AsyncIterable<Element>): AsyncGenerator<Element> {
  const iterator = source[Symbol.asyncIterator]();
  let upcoming = ask(iterator);
  try {
    for (;;) {
      const { done, value } = await upcoming;
      if (done === true) return;
      upcoming = ask(iterator);
      yield value;
    }
  } finally {
    await iterator.return?.();
  }
}

/** A failure belongs to the element: it shows when the consumer gets there, not before. */
function ask<Element>(iterator: AsyncIterator<Element>): Promise<IteratorResult<Element>> {
  const next = iterator.next();
  next.catch(() => undefined);
  return next;
}
