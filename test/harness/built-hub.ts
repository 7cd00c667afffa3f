import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** A change of the compiled hub that takes a mechanism out of it, to show that a test notices. */
export interface Mutation {
  /** File below `src`, as `.js`. */
  readonly file: string;
  /** Text of the build that occurs exactly once, and what stands there instead. */
  readonly replacements: readonly (readonly [from: string, to: string])[];
}

/** A process of the hub. */
export interface HubProcess {
  readonly child: ChildProcess;
  /** What was said so far, both streams. */
  text(): string;
  /** Resolves with the first match in what is said; rejects when the process ends without it. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** Resolves with the exit code, `null` after a signal. */
  readonly ended: Promise<number | null>;
  readonly hasEnded: () => boolean;
}

/**
 * The compiled hub in a folder of its own, as people run it: code that works in the test runner may not work compiled, and
 * only processes can be killed.
 */
export class BuiltHub {
  readonly #folder: string;
  readonly #running = new Set<ChildProcess>();

  constructor(name: string) {
    this.#folder = resolve('node_modules/.cache', `touchstone-${name}-${process.pid}`);
  }

  build(mutation?: Mutation): void {
    rmSync(this.#folder, { recursive: true, force: true });
    mkdirSync(join(this.#folder, 'bin'), { recursive: true });
    const dist = join(this.#folder, 'dist');
    execFileSync('node_modules/.bin/swc', ['src', 'migrations', '--out-dir', dist, '--quiet']);
    writeFileSync(join(this.#folder, 'package.json'), readFileSync('package.json'));
    writeFileSync(join(this.#folder, 'bin', 'touchstone.js'), readFileSync('bin/touchstone.js'));
    if (mutation !== undefined) mutate(join(dist, 'src', mutation.file), mutation);
  }

  /** Starts a command with nothing in its environment but the given variables. */
  run(words: readonly string[], variables: Readonly<Record<string, string>>): HubProcess {
    const child = spawn(process.execPath, [join(this.#folder, 'bin', 'touchstone.js'), ...words], {
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        PORT: '0',
        WORKER_PORT: '0',
        LOG_LEVEL: 'error',
        ...variables,
      },
    });
    this.#running.add(child);
    let text = '';
    const collect = (chunk: Buffer): void => void (text += chunk.toString());
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    const ended = new Promise<number | null>(done => {
      child.once('close', code => {
        this.#running.delete(child);
        done(code);
      });
    });
    const hasEnded = (): boolean => !this.#running.has(child);
    const says = async (pattern: RegExp): Promise<RegExpExecArray> => {
      for (;;) {
        const match = pattern.exec(text);
        if (match !== null) return match;
        if (hasEnded()) throw new Error(`ended without saying ${String(pattern)}:\n${text}`);
        await pause(20);
      }
    };
    return { child, text: () => text, says, ended, hasEnded };
  }

  /** Kills what still runs and removes the build. */
  dispose(): void {
    for (const child of this.#running) child.kill('SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function mutate(path: string, { file, replacements }: Mutation): void {
  let code = readFileSync(path, 'utf8');
  for (const [from, to] of replacements) {
    if (code.split(from).length !== 2) throw new Error(`${file} does not hold exactly one: ${from}`);
    code = code.replace(from, () => to);
  }
  writeFileSync(path, code);
}
