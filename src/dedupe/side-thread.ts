/** A helper thread: does the tasks that come, one after the other, and counts them. */
import { parentPort, workerData } from 'node:worker_threads';
import { SideWork } from '../core/columnar/index.js';
import {
  ENDED,
  type OutputOf,
  type Reply,
  type Request,
  type RunTask,
  type ThreadData,
} from './helper-threads.js';
import { writePairs, type PairsFile } from './write-pairs.js';

type Output = OutputOf<Exclude<RunTask, 'writePairs'>>;

const { port, done } = workerData as ThreadData;
let work = new SideWork();

let latest = Promise.resolve();
port.on('message', (request: Request) => {
  latest = latest.then(async () => answer(request));
});
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port between threads, no window
parentPort?.postMessage('ready');
process.on('exit', () => {
  Atomics.store(done, 0, ENDED);
  Atomics.notify(done, 0);
});

async function answer(request: Request): Promise<void> {
  port.postMessage(await replyTo(request));
  Atomics.add(done, 0, 1);
  Atomics.notify(done, 0);
}

async function replyTo({ task, input }: Request): Promise<Reply<RunTask>> {
  try {
    if (task !== 'writePairs') return { output: (work[task] as (given: unknown) => Output)(input) };
    // Nothing is compared any more: what that needed makes room.
    work = new SideWork();
    await writePairs(input as PairsFile);
    return { output: null };
  } catch (error) {
    return { error };
  }
}
