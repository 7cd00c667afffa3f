import { setTimeout as sleep } from 'node:timers/promises';
import { StartupError } from '../platform/errors/index.js';
import { countOf, countsInWords, hasEnded, viewOf, type BatchView } from './batch-view.js';
import type { CliOutput } from './cli-output.js';
import { textOf } from './json-fields.js';
import { refusal } from './reach-hub.js';
import type { SentLoad } from './send-loads.js';
import { askHub, type HubAddress } from './upload-files.js';

/** A batch as it was last heard of. */
export interface FollowedBatch extends SentLoad {
  readonly view: BatchView;
  /** The hub's own words. */
  readonly body: unknown;
}

/** How far batches are together; `label` changes when what is counted does. */
export interface SharedProgress {
  readonly label: string;
  readonly unit: 'records' | 'parts';
  readonly done: number;
  readonly total?: number;
}

const POLL_MS = 500;
/** Many batches are asked after less often: ten questions a second are no burden to a hub at work. */
const POLL_MS_EACH = 100;
/** A hub that restarts is back within this; batches go on by themselves. */
const UNREACHABLE_MAX_MS = 60_000;

/**
 * Waits until all batches have ended, with a bar for what they are at together. Of several, each one's steps are said as well: a bar cannot tell
 * which of them waits for which, and a log has no bar.
 */
export async function followBatches(
  hub: HubAddress,
  loads: readonly SentLoad[],
  output: CliOutput,
): Promise<readonly FollowedBatch[]> {
  const known = new Map<string, FollowedBatch>();
  const bar = new PhaseBar(output);
  let heardAt = performance.now();
  try {
    for (;;) {
      const open = loads.filter(({ batchId }) => !hasEndedIn(known, batchId));
      for (const load of open) {
        const body = await lookAt(hub, load, performance.now() - heardAt);
        if (body === null) break;
        heardAt = performance.now();
        const now = { ...load, view: viewOf(body), body };
        const step = loads.length > 1 ? nextStep(known.get(load.batchId)?.view, now) : null;
        if (step !== null) bar.interrupt(step);
        known.set(load.batchId, now);
      }
      const followed = loads.flatMap(({ batchId }) => known.get(batchId) ?? []);
      if (loads.every(({ batchId }) => hasEndedIn(known, batchId))) return followed;
      if (followed.length > 0) bar.show(progressOf(followed.map(({ view }) => view)));
      await sleep(Math.max(POLL_MS, open.length * POLL_MS_EACH));
    }
  } finally {
    bar.finish();
  }
}

function hasEndedIn(known: ReadonlyMap<string, FollowedBatch>, batchId: string): boolean {
  const batch = known.get(batchId);
  return batch !== undefined && hasEnded(batch.view);
}

/**
 * @param silentMs for how long the hub has told nothing
 * @returns the hub's words; `null` while it tells nothing, which may pass
 */
async function lookAt(hub: HubAddress, { batchId }: SentLoad, silentMs: number): Promise<unknown> {
  const isOver = silentMs > UNREACHABLE_MAX_MS;
  const answer = await askHub(hub, { method: 'GET', path: `/v1/batches/${batchId}` }).catch(
    (error: unknown) => {
      if (isOver) throw error;
      return null;
    },
  );
  if (answer === null) return null;
  if (answer.status === 200 && textOf(answer.body, 'state') !== undefined) return answer.body;
  if (answer.status < 500) throw refusal(answer);
  if (isOver)
    throw new StartupError(
      `The hub does not tell how batch ${batchId} is; it goes on by itself, look later.`,
    );
  return null;
}

/** A sentence when a batch went on to something else; `null` when it is at what it was at. */
export function nextStep(
  before: BatchView | undefined,
  { system, domain, view }: FollowedBatch,
): string | null {
  const step = stepOf(view);
  if (step === null || (before !== undefined && step === stepOf(before))) return null;
  const read =
    view.state === 'resolving' && before?.state !== 'resolving'
      ? ` (${countOf(view, 'read').toLocaleString('en-US')} records read)`
      : '';
  return `${system} ${domain}: ${step}${read}`;
}

function stepOf(view: BatchView): string | null {
  if (hasEnded(view)) return `${view.state}, ${countsInWords(view)}`;
  if (view.state === 'resolving') return view.phase;
  return view.state === 'processing' ? 'reading records' : null;
}

/**
 * Records while any are taken in; then the parts of what bulk loads are at. Loads that are merged together each tell the parts of
 * the whole, and those that have ended count with all of theirs, so that the sum grows to its end.
 */
export function progressOf(views: readonly BatchView[]): SharedProgress {
  const sum = (numberOf: (view: BatchView) => number): number =>
    views.reduce((total, view) => total + numberOf(view), 0);
  const resolving = views.filter(({ state }) => state === 'resolving');
  if (resolving.length === 0 || views.some(view => view.state !== 'resolving' && !hasEnded(view))) {
    const [read, bytesRead] = [sum(view => countOf(view, 'read')), sum(view => view.bytesRead)];
    // How many records files hold is not known before their end; the share of their bytes foretells it.
    const total = bytesRead > 0 ? { total: Math.round((read * sum(({ bytes }) => bytes)) / bytesRead) } : {};
    return { label: 'Loading', unit: 'records', done: read, ...total };
  }
  const phases = [...new Set(resolving.map(({ phase }) => phase))].sort().join(' and ');
  return {
    label: `${phases.charAt(0).toUpperCase()}${phases.slice(1)}`,
    unit: 'parts',
    done: sum(view => (hasEnded(view) ? view.parts.planned : view.parts.done)),
    total: sum(({ parts }) => parts.planned),
  };
}

/** A bar of its own for each phase: rate and time left of one say nothing about the next. */
class PhaseBar {
  readonly #output: CliOutput;
  #shown: { label: string; done: number; bar: ReturnType<CliOutput['progress']> } | null = null;

  constructor(output: CliOutput) {
    this.#output = output;
  }

  show({ label, unit, done, total }: SharedProgress): void {
    // Loads may go from one phase to the next without a new name for what all are at: their parts are counted afresh.
    if (this.#shown === null || this.#shown.label !== label || done < this.#shown.done) {
      this.finish();
      this.#shown = { label, done, bar: this.#output.progress(label, unit) };
    }
    this.#shown.done = done;
    this.#shown.bar.update(done, total);
  }

  /** Says something above the bar, which comes back when it is next shown. */
  interrupt(sentence: string): void {
    this.#shown?.bar.finish();
    this.#output.say(sentence);
  }

  finish(): void {
    this.#shown?.bar.finish();
  }
}
