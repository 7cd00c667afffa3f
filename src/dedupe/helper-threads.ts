/**
 * Helper threads of a run. The run itself does not wait for events: it gives out work, does its own part and then stands still until the
 * helpers are done, so that the engine stays a plain function.
 */
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads';
import type { EngineHelper, Outcome, TaskInput, TaskOutput } from '../core/columnar/index.js';
import type { PairsFile } from './write-pairs.js';

/** Threads at most: what is not split yet leaves more of them nothing to do. */
const THREADS_MAX = 4;
/** Bytes of the files from which threads save more than starting them takes; at 8 MB they still cost a tenth more processor time. */
const SHARED_BYTES_MIN = 32 << 20;

/** What a thread begins with. */
export interface ThreadData {
  readonly port: MessagePort;
  /** Tasks that are done, so far; `ENDED` when the thread is gone. */
  readonly done: Int32Array;
}

/** A helper of a run: does the engine's tasks, and writes a file beside the others. */
export interface RunHelper extends EngineHelper {
  readonly writePairs: (input: PairsFile) => Outcome<null>;
}

export type RunTask = keyof RunHelper;
/** What a task is given. */
type InputOf<Task extends RunTask> = TaskInput<RunHelper, Task>;
/** What comes back. */
export type OutputOf<Task extends RunTask> = TaskOutput<RunHelper, Task>;

/** A task on its way to a thread. */
export interface Request<Task extends RunTask = RunTask> {
  readonly task: Task;
  readonly input: InputOf<Task>;
}

/** What comes back. */
export type Reply<Task extends RunTask> = { readonly output: OutputOf<Task> } | { readonly error: unknown };

/** More tasks than there ever are. */
export const ENDED = 2 ** 31 - 1;

/** How many threads a run has for files of so many bytes: one for each processor, one in all where there is little to do. */
export function threadsFor(bytes: number): number {
  return bytes < SHARED_BYTES_MIN ? 1 : Math.min(THREADS_MAX, availableParallelism());
}

/**
 * Runs `run` with the helpers that make up so many threads with the one that it runs in; none when that is enough.
 * @param prepare is done while they start
 * @param entry what a thread runs: `side-thread`, as the build makes it
 */
export async function withHelpers<Prepared, Result>(
  threads: number,
  prepare: () => Promise<Prepared>,
  run: (helpers: readonly RunHelper[], prepared: Prepared) => Promise<Result> | Result,
  entry = new URL('./side-thread.js', import.meta.url),
): Promise<Result> {
  if (threads <= 1) return run([], await prepare());
  const helpers = Array.from({ length: threads - 1 }, () => new HelperThread(entry));
  try {
    // One that never starts is told of by an event, which does not come while this thread stands still.
    const [prepared] = await Promise.all([prepare(), ...helpers.map(async helper => helper.ready())]);
    return await run(helpers, prepared);
  } finally {
    await Promise.all(helpers.map(async helper => helper.end()));
  }
}

/** One thread and the tasks that it was given. */
class HelperThread implements RunHelper {
  private readonly worker: Worker;
  private readonly port: MessagePort;
  private readonly done = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  private readonly replies: unknown[] = [];
  private given = 0;

  constructor(entry: URL) {
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    const data: ThreadData = { port: port2, done: this.done };
    this.worker = new Worker(entry, { workerData: data, transferList: [port2] });
    // Told of by whoever waits for its work.
    this.worker.on('error', () => undefined);
  }

  readonly parse: RunHelper['parse'] = input => this.start('parse', input);
  readonly chain: RunHelper['chain'] = input => this.start('chain', input);
  readonly meet: RunHelper['meet'] = input => this.start('meet', input);
  readonly takeFields: RunHelper['takeFields'] = input => this.start('takeFields', input);
  readonly compare: RunHelper['compare'] = input => this.start('compare', input);
  readonly writePairs: RunHelper['writePairs'] = input => this.start('writePairs', input);

  private start<Task extends RunTask>(task: Task, input: InputOf<Task>): Outcome<OutputOf<Task>> {
    const request: Request<Task> = { task, input };
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port between threads, no window
    this.port.postMessage(request);
    const turn = this.given++;
    return () => {
      const reply = this.replyAt<Task>(turn);
      if ('error' in reply) throw reply.error;
      return reply.output;
    };
  }

  /** Waits until the thread can take a task. @throws what kept it from starting */
  async ready(): Promise<void> {
    await once(this.worker, 'message');
  }

  async end(): Promise<void> {
    this.port.close();
    await this.worker.terminate();
  }

  private replyAt<Task extends RunTask>(turn: number): Reply<Task> {
    for (let done = Atomics.load(this.done, 0); done <= turn; done = Atomics.load(this.done, 0))
      Atomics.wait(this.done, 0, done);
    for (let received = receiveMessageOnPort(this.port); received; received = receiveMessageOnPort(this.port))
      this.replies.push(received.message);
    if (turn >= this.replies.length) return { error: new Error('a helper thread ended before its work') };
    return this.replies[turn] as Reply<Task>;
  }
}
