import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import busboy from 'busboy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askHub, contentKey, describeFiles, uploadFiles } from './upload-files.js';

let folder = '';
let url = '';
const received: { path: string; key: string; files: [name: string, content: string][] }[] = [];

const server = createServer((request, response) => {
  void readFiles(request).then(files => {
    received.push({ path: request.url ?? '', key: String(request.headers['authorization']), files });
    return response.writeHead(202, { 'content-type': 'application/json' }).end('{"batchId":"b1"}');
  });
});

async function readFiles(request: IncomingMessage): Promise<[string, string][]> {
  if (request.headers['content-type']?.startsWith('multipart/') !== true) return [['', await text(request)]];
  const files: Promise<[string, string]>[] = [];
  await new Promise((resolve, reject) => {
    request.pipe(
      busboy({ headers: request.headers })
        .on('file', (_field, stream, info) =>
          files.push(text(stream).then((content): [string, string] => [info.filename ?? '', content])),
        )
        .on('close', resolve)
        .on('error', reject),
    );
  });
  return Promise.all(files);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-upload-'));
  await writeFile(join(folder, 'a b.csv'), 'id\n1\n');
  await writeFile(join(folder, 'banks.csv'), 'id\n2\n');
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
});

afterAll(async () => {
  await new Promise(resolve => server.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

const paths = (...names: string[]): string[] => names.map(name => join(folder, name));
const options = { idempotencyKey: 'k', bulk: false, onBytes: () => undefined };

describe('sending files', () => {
  it('sends one file as the body, with its name and the key', async () => {
    const answer = await uploadFiles(
      { url, apiKey: 'ts_1' },
      '/x',
      await describeFiles(paths('a b.csv')),
      options,
    );
    expect(answer).toEqual({ status: 202, body: { batchId: 'b1' } });
    expect(received.at(-1)).toEqual({
      path: '/x?name=a%20b.csv',
      key: 'Bearer ts_1',
      files: [['', 'id\n1\n']],
    });
  });

  it('asks for a bulk load', async () => {
    const files = await describeFiles(paths('a b.csv', 'banks.csv'));
    const bulk = { ...options, bulk: true };
    await uploadFiles({ url, apiKey: 'ts_1' }, '/x', files.slice(0, 1), bulk);
    expect(received.at(-1)?.path).toBe('/x?name=a%20b.csv&bulk=true');
    await uploadFiles({ url, apiKey: 'ts_1' }, '/x', files, bulk);
    expect(received.at(-1)?.path).toBe('/x?bulk=true');
  });

  it('sends several files as multipart, in the order given', async () => {
    const files = await describeFiles(paths('banks.csv', 'a b.csv'));
    await uploadFiles({ url, apiKey: 'ts_1' }, '/x', files, options);
    expect(received.at(-1)?.files).toEqual([
      ['banks.csv', 'id\n2\n'],
      ['a b.csv', 'id\n1\n'],
    ]);
  });

  it('names a file that is missing and a hub that does not answer', async () => {
    await expect(describeFiles(paths('none.csv'))).rejects.toThrow(/There is no file .*none\.csv/);
    // Port 1 is reserved and nothing listens on it.
    const nobody = { url: 'http://127.0.0.1:1', apiKey: 'ts_1' };
    await expect(askHub(nobody, { method: 'GET', path: '/' })).rejects.toThrow(
      'No hub answers at http://127.0.0.1:1',
    );
  });
});

describe('the default idempotency key', () => {
  it('depends on system, domain, names, contents and order, and on nothing else', async () => {
    const [one, other] = [await describeFiles(paths('a b.csv')), await describeFiles(paths('banks.csv'))];
    const keys = await Promise.all([
      contentKey('s', 'supplier', one),
      contentKey('s', 'item', one),
      contentKey('t', 'supplier', one),
      contentKey('s', 'supplier', other),
      contentKey('s', 'supplier', [...one, ...other]),
      contentKey('s', 'supplier', [...other, ...one]),
    ]);
    expect(new Set(keys).size).toBe(keys.length);
    expect(await contentKey('s', 'supplier', one)).toBe(keys[0]);
  });
});
