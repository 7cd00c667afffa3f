import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LookupAddress } from 'node:dns';
import { afterEach, describe, expect, it } from 'vitest';
import { OutboundGuard } from './outbound-guard.js';
import { WebhookSender } from './webhook-sender.js';

/** What whoever runs the hub allows inside the network: some of it by mistake, which must not open what nobody may reach. */
const ALLOWED = [
  'erp.hospital.example',
  'edge.hospital.example:443',
  '10.1.2.3:9000',
  '169.254.169.254',
  '168.63.129.16',
  '[fd00:ec2::254]',
  '[::1]:8080',
];
const guard = new OutboundGuard(ALLOWED);

describe('a webhook target may be', () => {
  it.each([
    'https://hooks.example.org/a',
    'https://hooks.example.org:8443/a',
    'https://HOOKS.example.org./a?b=c#d',
    'http://erp.hospital.example:1234/a',
    'http://ERP.hospital.example/a',
    'https://edge.hospital.example/a',
    'http://10.1.2.3:9000/a',
    'http://[::1]:8080/a',
    'https://93.184.216.34/a',
    'https://[2606:4700::1111]/a',
  ])('%s', url => {
    expect(() => guard.requireAllowed(new URL(url))).not.toThrow();
  });
});

describe('a webhook target must not be', () => {
  it.each([
    // Not secret, or another protocol or port.
    'http://hooks.example.org/a',
    'https://hooks.example.org:5432/a',
    'https://hooks.example.org:22/a',
    'https://hooks.example.org:0/a',
    'ftp://erp.hospital.example/a',
    'file:///etc/passwd',
    'gopher://erp.hospital.example/a',
    'http://edge.hospital.example/a',
    // User names and what looks like another host.
    'https://user:pw@hooks.example.org/a',
    'https://hooks.example.org@127.0.0.1/a',
    'https://hooks.example.org%2f@127.0.0.1/a',
    'https://127.0.0.1#@hooks.example.org/a',
    'https://127.0.0.1\\@hooks.example.org/a',
    'https://127.0.0.1?@hooks.example.org/a',
    // This machine, in every notation that URL parsers know.
    'https://127.0.0.1/a',
    'https://127.0.0.1./a',
    'https://127.1/a',
    'https://127.8.8.8/a',
    'https://2130706433/a',
    'https://0x7f.1/a',
    'https://0x7f000001/a',
    'https://0177.0.0.1/a',
    'https://017700000001/a',
    'https://0x7f.0.0x0.01/a',
    'https://%31%32%37.0.0.1/a',
    'https://１２７.0.0.1/a',
    'https://①②⑦.⓪.⓪.①/a',
    'https://127。0。0。1/a',
    'https://0/a',
    'https://0.0.0.0/a',
    'https://[::]/a',
    'https://[::1]/a',
    'https://[0:0:0:0:0:0:0:1]/a',
    // An IPv4 address within an IPv6 one.
    'https://[::ffff:127.0.0.1]/a',
    'https://[::ffff:7f00:1]/a',
    'https://[::ffff:0:127.0.0.1]/a',
    'https://[::127.0.0.1]/a',
    'https://[::ffff:169.254.169.254]/a',
    'https://[::169.254.169.254]/a',
    'https://[64:ff9b::7f00:1]/a',
    'https://[64:ff9b:1::a9fe:a9fe]/a',
    'https://[2002:7f00:1::]/a',
    'https://[2001:0:7f00:1::]/a',
    // Private, shared and reserved networks.
    'https://10.1.2.3/a',
    'https://10.1.2.3:8443/a',
    'https://172.16.0.1/a',
    'https://172.31.255.255/a',
    'https://192.168.1.1/a',
    'https://0xc0a80101/a',
    'https://100.64.0.1/a',
    'https://198.18.0.1/a',
    'https://192.88.99.1/a',
    'https://224.0.0.1/a',
    'https://240.0.0.1/a',
    'https://255.255.255.255/a',
    'https://[fc00::1]/a',
    'https://[fd12:3456::1]/a',
    'https://[fec0::1]/a',
    'https://[100::1]/a',
    'https://[5f00::1]/a',
    'https://[2001:db8::1]/a',
    'https://[3fff::1]/a',
    'https://[ff02::1]/a',
    // Link-local and metadata services, although the list of allowed hosts names some of them.
    'https://[fe80::1]/a',
    'https://169.254.1.1/a',
    'http://169.254.169.254/latest',
    'http://0xa9fea9fe/latest',
    'http://2852039166/latest',
    'http://168.63.129.16/machine',
    'https://192.0.0.192/opc',
    'https://100.100.100.200/latest',
    'https://[fd00:ec2::254]/a',
    'https://[fd20:ce::254]/a',
  ])('%s', url => {
    expect(() => guard.requireAllowed(new URL(url))).toThrow(
      expect.objectContaining({ code: 'OUTBOUND_FORBIDDEN' }),
    );
  });
});

describe('a name', () => {
  /** What connecting to the URL would be given. */
  const lookUp = (
    url: string,
    allowed: readonly string[],
    addresses: readonly string[],
  ): Promise<{ code?: string; addresses?: string | LookupAddress[] }> =>
    new Promise(resolve => {
      const answer = addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 }));
      const resolving = new OutboundGuard(allowed, (_name, _options, callback) => callback(null, answer));
      const target = new URL(url);
      resolving.lookupFor(target)(target.hostname, { all: true }, (error, found) =>
        resolve(error === null ? { addresses: found } : { code: 'code' in error ? String(error.code) : '' }),
      );
    });

  it.each([
    ['loopback', ['127.0.0.1']],
    ['loopback in IPv6', ['::1']],
    ['a private network', ['10.0.0.7']],
    ['a metadata service', ['169.254.169.254']],
    ['a mapped address', ['::ffff:10.0.0.7']],
    ['a link-local address with a zone', ['fe80::1%eth0']],
    ['an address with a zone that hides what it is', ['::1%lo']],
    ['one good and one private address', ['93.184.216.34', '192.168.0.4']],
    ['nothing', []],
  ])('that resolves to %s is refused', async (_what, addresses) => {
    expect(await lookUp('https://hooks.example.org/a', [], addresses)).toEqual({
      code: 'OUTBOUND_FORBIDDEN',
    });
  });

  it('on the list may resolve into the network, but never to a metadata service', async () => {
    const listed = ['erp.hospital.example'];
    expect(await lookUp('http://erp.hospital.example/a', listed, ['10.0.0.7'])).toEqual({
      addresses: [{ address: '10.0.0.7', family: 4 }],
    });
    for (const address of ['169.254.169.254', '168.63.129.16', 'fd00:ec2::254', '::ffff:10.0.0.7']) {
      expect(await lookUp('http://erp.hospital.example/a', listed, [address])).toEqual({
        code: 'OUTBOUND_FORBIDDEN',
      });
    }
  });

  it('is refused when the system itself knows it as this machine', async () => {
    const answer = await new Promise<Error | null>(resolve => {
      guard.lookupFor(new URL('https://localhost/a'))('localhost', { all: true }, error => resolve(error));
    });
    expect(answer).toMatchObject({ code: 'OUTBOUND_FORBIDDEN' });
  });
});

describe('sending', () => {
  const senders: WebhookSender[] = [];
  const open = (allowed: readonly string[], resolve?: ConstructorParameters<typeof OutboundGuard>[1]) => {
    const sender = new WebhookSender(new OutboundGuard(allowed, resolve));
    senders.push(sender);
    return sender;
  };
  afterEach(async () => {
    for (const sender of senders.splice(0)) await sender.close();
  });
  const request = { headers: {}, body: '{}' };
  const signal = new AbortController().signal;

  async function withServer(
    use: (server: { port: number; hits: () => number }) => Promise<void>,
    location?: (port: number) => string,
  ): Promise<void> {
    let hits = 0;
    const server = createServer((_request, response) => {
      hits += 1;
      const { port } = server.address() as AddressInfo;
      if (location === undefined) response.end('ok');
      else response.writeHead(302, { location: location(port) }).end();
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    try {
      await use({ port: (server.address() as AddressInfo).port, hits: () => hits });
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }

  it('connects to exactly the address that was vetted: a name that has changed by the next look gains nothing', async () => {
    await withServer(async ({ port, hits }) => {
      const given = ['127.0.0.1', '169.254.169.254'];
      let looks = 0;
      const sender = open([`rebind.example:${port}`], (_name, _options, callback) =>
        callback(null, [{ address: given[looks++] ?? '', family: 4 }]),
      );
      const url = `http://rebind.example:${port}/a`;
      expect(await sender.send(url, request, signal)).toMatchObject({ status: 200 });
      expect({ looks, hits: hits() }).toEqual({ looks: 1, hits: 1 });
      await sender.close();
      expect(await sender.send(url, request, signal)).toMatchObject({ error: 'OUTBOUND_FORBIDDEN' });
      expect({ looks, hits: hits() }).toEqual({ looks: 2, hits: 1 });
    });
  });

  it('gives a redirect back as it is, and goes nowhere', async () => {
    await withServer(
      async ({ port, hits }) => {
        const sender = open([`127.0.0.1:${port}`]);
        expect(await sender.send(`http://127.0.0.1:${port}/a`, request, signal)).toMatchObject({
          status: 302,
        });
        expect(hits()).toBe(1);
      },
      port => `http://127.0.0.1:${port}/elsewhere`,
    );
  });
});
