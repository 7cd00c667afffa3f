import { expect, it } from 'vitest';
import { explainServerLog } from './postmaster.js';

it('says that the disk is full when the server says so', () => {
  const log =
    'LOG:  starting\nPANIC:  could not write to file "pg_wal/xlogtemp.1": No space left on device\n';
  expect(explainServerLog(log, '/data', '/data/postgres.log')).toBe(
    'The disk that holds /data is full; free some space and start again, nothing is lost.',
  );
});

it('passes on the last reason that a server gave for not starting', () => {
  const log = '2026-11-21 01:43:30.601 UTC [9862] FATAL:  could not create shared memory segment\n';
  expect(explainServerLog(log, '/data', '/data/postgres.log')).toBe(
    'The embedded PostgreSQL did not start: could not create shared memory segment (see /data/postgres.log).',
  );
});
