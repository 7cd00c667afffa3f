/**
 * Proposes what a mistyped name was meant to be. A proposal is made only when it is close (at most a third of the letters
 * differ), because a far-fetched one sends people the wrong way.
 *
 * @returns `; did you mean 'legalName'?`, or an empty string when nothing is close
 */
export function didYouMean(wrong: string, known: Iterable<string>): string {
  const wanted = wrong.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(wrong.length / 3)) + 1;
  for (const candidate of known) {
    const distance = lettersApart(wanted, candidate.toLowerCase(), bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best === undefined ? '' : `; did you mean '${best}'?`;
}

/**
 * Edit distance in which swapping two neighbours counts once (optimal string alignment), since that is the commonest slip
 * of the keyboard. Stops early once it must reach `limit`, and returns `limit` then.
 */
function lettersApart(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) >= limit) return limit;
  const rows: number[][] = [Array.from({ length: right.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= left.length; row++) {
    const above = rows[row - 1] ?? [];
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1];
      let distance = Math.min(
        (above[column - 1] ?? 0) + (same ? 0 : 1),
        (above[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
      );
      if (
        row > 1 &&
        column > 1 &&
        left[row - 1] === right[column - 2] &&
        left[row - 2] === right[column - 1]
      ) {
        distance = Math.min(distance, (rows[row - 2]?.[column - 2] ?? 0) + 1);
      }
      current.push(distance);
    }
    if (Math.min(...current) >= limit) return limit;
    rows.push(current);
  }
  return rows[left.length]?.[right.length] ?? limit;
}
