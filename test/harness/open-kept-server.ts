import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres/index.js';

// Opens the PostgreSQL that the last red integration run left behind, until Ctrl-C.
const folder = readFileSync(join(tmpdir(), 'touchstone-test-kept.txt'), 'utf8');
const server = await startEmbeddedPostgres({ folder, database: 'postgres' });
console.log(
  `psql '${server.tcpUrl}'   (\\l lists the databases, \\c test_… opens one; Ctrl-C here stops the server)`,
);
process.once('SIGINT', () => void server.stop().then(() => process.exit(0)));
setInterval(() => undefined, 60_000);
