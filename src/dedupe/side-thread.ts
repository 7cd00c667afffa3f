/** A helper thread: does the tasks that come, one after the other, and counts them. */
import { parentPort, workerData } from 'node:worker_threads';
import { SideWork, type SideTask } from '../core/columnar/index.js';
import { ENDED, type Reply, type Request, type ThreadData } from './helper-threads.js';

const { port, done } = workerData as ThreadData;
const work = new SideWork();

port.on('message', (request: Request<SideTask>) => {
  port.postMessage(replyTo(request));
  Atomics.add(done, 0, 1);
  Atomics.notify(done, 0);
});
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port between threads, no window
parentPort?.postMessage('ready');
process.on('exit', () => {
  Atomics.store(done, 0, ENDED);
  Atomics.notify(done, 0);
});

function replyTo({ task, input }: Request<SideTask>): Reply<SideTask> {
  try {
    return { output: work.run(task, input) };
  } catch (error) {
    return { error };
  }
}
