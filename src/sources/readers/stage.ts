/** A step of reading that takes pieces and hands over what they complete. */
export interface Stage<Piece, Result> {
  push(piece: Piece, emit: (result: Result) => void): void;
  /** The pieces are over. */
  end(emit: (result: Result) => void): void;
  /** Reading has failed: hand over what is complete all the same. */
  flush?(emit: (result: Result) => void): void;
}

/**
 * Runs pieces through a stage and yields the results in batches, one per piece. When the pieces or the stage fail, the results
 * before the failure are yielded first: rows before a damage count.
 */
export async function* through<Piece, Result>(
  pieces: AsyncIterable<Piece>,
  stage: Stage<Piece, Result>,
): AsyncGenerator<readonly Result[]> {
  let ready: Result[] = [];
  const emit = (result: Result): void => {
    ready.push(result);
  };
  try {
    for await (const piece of pieces) {
      stage.push(piece, emit);
      if (ready.length === 0) continue;
      const batch = ready;
      ready = [];
      yield batch;
    }
    stage.end(emit);
  } catch (error) {
    stage.flush?.(emit);
    if (ready.length > 0) yield ready;
    throw error;
  }
  if (ready.length > 0) yield ready;
}
