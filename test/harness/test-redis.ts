import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll } from 'vitest';

/** A real Redis for the tests of one file. */
export interface TestRedis {
  readonly url: string;
  /** Runs one command as an operator would. */
  command(name: string, ...words: readonly string[]): Promise<unknown>;
  /** Ends the server as a power cut would. Only where `canStop`. */
  kill(): Promise<void>;
  /** Starts it again, empty, on the same port. */
  start(): Promise<void>;
}

const GIVEN = process.env['TEST_REDIS_URL'];
const SERVER = 'redis-server';
const CAN_START = GIVEN === undefined && spawnSync(SERVER, ['--version']).status === 0;
/** BullMQ refuses what may evict its keys, and nothing of a test needs to outlive it. */
const SETTINGS = [
  '--save',
  '',
  '--appendonly',
  'no',
  '--maxmemory-policy',
  'noeviction',
  '--bind',
  '127.0.0.1',
];

/** What a file says to `describe.skipIf`, after having said aloud why it does not run. */
export const redisIsMissing = GIVEN === undefined && !CAN_START;
/** True where the tests have a server of their own that they may stop. */
export const redisCanStop = CAN_START;

/**
 * Gives the tests of this file a Redis: database TEST_REDIS_URL, emptied first, or else a `redis-server` of their own on a free
 * port. Where there is neither, say so with `describe.skipIf(redisIsMissing)`.
 */
export function useTestRedis(): () => TestRedis {
  if (redisIsMissing) {
    console.warn(
      'SKIPPED: the job queue on Redis is not tested here; put redis-server on the PATH or set TEST_REDIS_URL.',
    );
  }
  let opened: { readonly redis: TestRedis; stop(): Promise<void> } | undefined;
  beforeAll(async () => {
    if (redisIsMissing) return;
    opened = GIVEN === undefined ? await startServer() : useGiven(GIVEN);
    await opened.redis.command('FLUSHDB');
  });
  afterAll(() => opened?.stop());
  return () => {
    if (opened === undefined) throw new Error('Redis is only there while tests run');
    return opened.redis;
  };
}

function useGiven(url: string): { redis: TestRedis; stop(): Promise<void> } {
  const refuse = async (): Promise<void> => {
    throw new Error('TEST_REDIS_URL names a server that is not ours to stop');
  };
  const command: TestRedis['command'] = (name, ...words) => runCommand(url, name, words);
  return { redis: { url, command, kill: refuse, start: refuse }, stop: async () => undefined };
}

async function startServer(): Promise<{ redis: TestRedis; stop(): Promise<void> }> {
  const port = await findFreePort();
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-redis-'));
  const url = `redis://127.0.0.1:${port}`;
  let server: ChildProcess | undefined;
  const redis: TestRedis = {
    url,
    command: (name, ...words) => runCommand(url, name, words),
    async kill() {
      const running = server;
      server = undefined;
      if (running === undefined) return;
      const ended = new Promise(done => running.once('exit', done));
      running.kill('SIGKILL');
      await ended;
    },
    async start() {
      server = spawn(SERVER, ['--port', String(port), '--dir', folder, ...SETTINGS], { stdio: 'ignore' });
      await runCommand(url, 'PING', []);
    },
  };
  await redis.start();
  return {
    redis,
    async stop() {
      await redis.kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Waits for a server that is still starting. */
async function runCommand(url: string, name: string, words: readonly string[]): Promise<unknown> {
  const client = new Redis(url, { maxRetriesPerRequest: 100, retryStrategy: () => 50 });
  client.on('error', () => undefined);
  try {
    return await client.call(name, ...words);
  } finally {
    client.disconnect();
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise(done => server.close(done));
  return port;
}
