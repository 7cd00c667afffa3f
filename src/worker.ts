import { runCli } from './cli.js';

// `node dist/src/worker.js` is `touchstone worker`, for containers and supervisors.
process.exitCode = await runCli(['worker', ...process.argv.slice(2)]);
setTimeout(() => process.exit(), 2_000).unref();
