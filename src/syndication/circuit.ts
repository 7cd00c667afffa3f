/** How a target has been doing. While its circuit is open, deliveries wait without using up attempts. */
export type Circuit =
  | {
      readonly state: 'closed';
      readonly windowStartMs: number;
      readonly successes: number;
      readonly failures: number;
    }
  /** `openMs`: how long it stays open this time. When that has passed, one delivery is sent as a probe. */
  | { readonly state: 'open'; readonly openMs: number };

/** Outcomes are counted for this long, then from zero again. */
const WINDOW_MS = 300_000;
/** Fewer requests say nothing about a target. */
const REQUESTS_MIN = 10;
/** The share of failures, of 1, that opens the circuit. */
const FAILURE_SHARE = 0.7;
const OPEN_MIN_MS = 30_000;
const OPEN_MAX_MS = 600_000;

export function closedCircuit(nowMs: number): Circuit {
  return { state: 'closed', windowStartMs: nowMs, successes: 0, failures: 0 };
}

/**
 * The circuit after some attempts.
 *
 * @param outcome attempts since the last call; `opensAtOnce` when one showed that the target's set-up is wrong
 */
export function afterAttempts(
  circuit: Circuit,
  outcome: { readonly successes: number; readonly failures: number; readonly opensAtOnce: boolean },
  nowMs: number,
): Circuit {
  if (circuit.state === 'open') {
    if (outcome.failures === 0) return closedCircuit(nowMs);
    return { state: 'open', openMs: Math.min(circuit.openMs * 2, OPEN_MAX_MS) };
  }
  const isFresh = nowMs - circuit.windowStartMs < WINDOW_MS;
  const successes = (isFresh ? circuit.successes : 0) + outcome.successes;
  const failures = (isFresh ? circuit.failures : 0) + outcome.failures;
  const isFailing =
    successes + failures >= REQUESTS_MIN && failures >= FAILURE_SHARE * (successes + failures);
  if (outcome.opensAtOnce || isFailing) return { state: 'open', openMs: OPEN_MIN_MS };
  return { state: 'closed', windowStartMs: isFresh ? circuit.windowStartMs : nowMs, successes, failures };
}
