import { ProgressBar } from './progress-bar.js';

/**
 * How a command talks: sentences for people on standard error, the result on standard output, so that it can be piped.
 * With `--json` the result is one JSON document and nothing else is said.
 */
export class CliOutput {
  readonly json: boolean;

  constructor({ json = false }: { json?: boolean | undefined } = {}) {
    this.json = json;
  }

  /** Says what is being done. */
  say(sentence: string): void {
    if (!this.json) process.stderr.write(`${sentence}\n`);
  }

  /** A bar for work of more than two seconds; it draws nothing with `--json` or without a terminal. */
  progress(label: string, unit: string): ProgressBar {
    return new ProgressBar(label, unit, this.json ? { write: () => undefined } : process.stderr);
  }

  /** Gives the result: `value` with `--json`, else `text`. */
  result(value: unknown, text: string): void {
    process.stdout.write(`${this.json ? JSON.stringify(value, null, 2) : text}\n`);
  }
}
