import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { Pool, type PoolClient } from 'pg';
import { describe, expect, it } from 'vitest';
import { Database, Transaction } from './database.js';

/** A message of the server (PostgreSQL manual, "Message Formats"). */
function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

const WELCOME = Buffer.concat([message('R', Buffer.alloc(4)), message('Z', Buffer.from('I'))]);
const FAREWELL = message(
  'E',
  Buffer.from('SFATAL\0VFATAL\0C57P01\0Mterminating connection due to unexpected postmaster exit\0\0'),
);

it('outlives a server whose greeting and end come in one packet', async () => {
  const server = createServer(socket => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(Buffer.concat([WELCOME, FAREWELL])));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const pool = new Pool({ host: '127.0.0.1', port, user: 'u', database: 'd' });
  pool.on('error', () => undefined);
  try {
    // Without a listener the error of the connection would be an uncaught one, which fails the run.
    await expect(new Database(pool).query('SELECT 1')).rejects.toThrow();
  } finally {
    await pool.end();
    server.close();
  }
});

/** A connection that notes what leaves, and answers when told to. */
function slowConnection() {
  const left: string[] = [];
  const answers: (() => void)[] = [];
  const query = (sql: string) => {
    left.push(sql);
    return new Promise(resolve => answers.push(() => resolve({ rows: [], rowCount: 0 })));
  };
  return { left, answer: () => answers.shift()?.(), client: { query } as unknown as PoolClient };
}

describe('a statement of a transaction', () => {
  it('leaves at once when none is under way, so that the database works while the caller does', () => {
    const { left, client } = slowConnection();
    new Transaction(client, []).send('first');
    expect(left).toEqual(['first']);
  });

  it('waits for the one before it, and leaves when that is answered', async () => {
    const { left, answer, client } = slowConnection();
    const tx = new Transaction(client, []);
    tx.send('first');
    const second = tx.query('second');
    expect(left).toEqual(['first']);
    answer();
    await expect.poll(() => left).toEqual(['first', 'second']);
    answer();
    await expect(second).resolves.toEqual([]);
    tx.send('third');
    await expect.poll(() => left).toEqual(['first', 'second', 'third']);
  });
});
