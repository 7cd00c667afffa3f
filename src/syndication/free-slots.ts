/**
 * Requests of this process at the same time, as long as there are no more than 128 targets: beyond, each has its minimum all the
 * same, and the process two for each target. A body has 64 KB at most, so 256 of them are 16 MB.
 */
const IN_FLIGHT_MAX = 256;
/** A healthy target answers in some 20 ms: this many at once bring it 800 events a second. */
const PER_TARGET_MAX = 16;
/** What a target has whatever the number of targets: one slow answer does not stop it. */
const PER_TARGET_MIN = 2;

/**
 * How many more requests a target may get now. Each target has a share of its own that others cannot take, so targets
 * that hang until their requests time out occupy their own share and nothing else.
 *
 * @param targets that are sent to at present
 * @param inFlight requests of this target that run
 */
export function freeSlots(targets: number, inFlight: number): number {
  const share = Math.trunc(IN_FLIGHT_MAX / Math.max(1, targets));
  return Math.min(PER_TARGET_MAX, Math.max(PER_TARGET_MIN, share)) - inFlight;
}
