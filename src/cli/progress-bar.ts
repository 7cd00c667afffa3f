/** How far a piece of work is. */
export interface Progress {
  readonly done: number;
  /** Absent while it is not known. */
  readonly total?: number;
  readonly elapsedMs: number;
  /** Recent speed per second; absent in the first moments. */
  readonly ratePerSecond?: number;
}

/** Where a progress bar is drawn: a terminal, as Node describes it. */
export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Work that ends sooner needs no bar: it would only flicker. */
const SHOW_AFTER_MS = 500;
const REDRAW_AFTER_MS = 100;
/** The rate is that of about the last five seconds: a mean since the start hides that something got slow. */
const RATE_MEMORY_MS = 5_000;
const BAR_WIDTH = 24;

/**
 * A line that shows how far a long piece of work is, with its rate and the time left. It is drawn on terminals only:
 * a log file gets nothing.
 */
export class ProgressBar {
  readonly #label: string;
  readonly #unit: string;
  readonly #terminal: Terminal;
  readonly #now: () => number;
  readonly #startedAt: number;
  #drawnAt = 0;
  #measured: { at: number; done: number };
  #ratePerSecond: number | undefined;
  #drawn = false;

  /** @param unit plural noun for the rate, for instance `records` */
  constructor(
    label: string,
    unit: string,
    terminal: Terminal = process.stderr,
    now: () => number = () => performance.now(),
  ) {
    this.#label = label;
    this.#unit = unit;
    this.#terminal = terminal;
    this.#now = now;
    this.#startedAt = now();
    this.#measured = { at: this.#startedAt, done: 0 };
  }

  /** Call it as often as you like: it draws ten times a second at most. */
  update(done: number, total?: number): void {
    const now = this.#now();
    if (
      !this.#terminal.isTTY ||
      now - this.#startedAt < SHOW_AFTER_MS ||
      now - this.#drawnAt < REDRAW_AFTER_MS
    )
      return;
    this.#measure(now, done);
    this.#drawnAt = now;
    this.#draw({
      done,
      elapsedMs: now - this.#startedAt,
      ...(total !== undefined && { total }),
      ...(this.#ratePerSecond !== undefined && { ratePerSecond: this.#ratePerSecond }),
    });
  }

  /** Takes the line away; the caller then says how it went. */
  finish(): void {
    if (this.#drawn) this.#terminal.write('\r\u001b[K');
    this.#drawn = false;
  }

  #measure(now: number, done: number): void {
    const passedMs = now - this.#measured.at;
    const rate = ((done - this.#measured.done) / passedMs) * 1_000;
    const weight = this.#ratePerSecond === undefined ? 1 : 1 - Math.exp(-passedMs / RATE_MEMORY_MS);
    this.#ratePerSecond = (this.#ratePerSecond ?? 0) * (1 - weight) + rate * weight;
    this.#measured = { at: now, done };
  }

  #draw(progress: Progress): void {
    const line = formatProgress(this.#label, this.#unit, progress);
    this.#terminal.write(`\r${line.slice(0, (this.#terminal.columns ?? 80) - 1)}\u001b[K`);
    this.#drawn = true;
  }
}

/** The text of a progress line, for instance `Loading ████████░░░░ 64% 12,800/20,000 records 812/s 0:09 left`. */
export function formatProgress(
  label: string,
  unit: string,
  { done, total, elapsedMs, ratePerSecond }: Progress,
): string {
  const rate = ratePerSecond === undefined ? [] : [`${formatNumber(ratePerSecond)}/s`];
  if (total === undefined || total <= 0) {
    return [label, `${formatNumber(done)} ${unit}`, ...rate, formatDuration(elapsedMs)].join('  ');
  }
  const share = Math.min(1, done / total);
  const filled = Math.round(share * BAR_WIDTH);
  const left =
    ratePerSecond !== undefined && ratePerSecond > 0
      ? [`${formatDuration(((total - done) / ratePerSecond) * 1_000)} left`]
      : [];
  return [
    label,
    `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ${Math.floor(share * 100)}%`,
    `${formatNumber(done)}/${formatNumber(total)} ${unit}`,
    ...rate,
    ...left,
  ].join('  ');
}

/** Minutes and seconds (`1:05`), with hours where needed (`2:00:01`). */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1_000));
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const rest = String(seconds % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

function formatNumber(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
