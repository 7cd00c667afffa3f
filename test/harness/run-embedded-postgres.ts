import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres/index.js';

// A process of its own for tests that kill it: starts the embedded PostgreSQL of a folder, prints what it got, and stays.
const server = await startEmbeddedPostgres({ folder: process.argv[2] ?? '' });
process.stdout.write(`${JSON.stringify({ url: server.url, pid: server.pid })}\n`);
process.once('SIGTERM', () => void server.stop().then(() => process.exit(0)));
setInterval(() => undefined, 60_000);
