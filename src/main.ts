import { runCli } from './cli.js';

// `node dist/src/main.js` is `touchstone serve`, for containers and supervisors.
process.exitCode = await runCli(['serve', ...process.argv.slice(2)]);
setTimeout(() => process.exit(), 2_000).unref();
