import { expect, it } from 'vitest';
import type { CloudEvent } from './cloud-event.js';
import { OutboundGuard } from './outbound-guard.js';
import { buildWebhookRequest } from './webhook-request.js';
import { readSigningKeys, signWebhook } from './webhook-signature.js';

it('signs like the published example of Standard Webhooks, with every key while a secret is being changed', () => {
  const keys = readSigningKeys('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw') ?? [];
  const id = 'msg_p5jXN8AQM9LWM0D4loKWxJek';
  const signature = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';
  expect(signWebhook(keys, id, 1_614_265_330, '{"test": 2432232314}')).toBe(signature);
  expect(signWebhook([...keys, ...keys], id, 1_614_265_330, '{"test": 2432232314}')).toBe(
    `${signature} ${signature}`,
  );
});

it.each(['', 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'whsec_c2hvcnQ='])('takes %j for no secret', text => {
  expect(readSigningKeys(text)).toBeNull();
});

it('cuts a body above 64 KiB down to what names the change', () => {
  const event: CloudEvent = {
    specversion: '1.0',
    id: 'e',
    source: '/touchstone',
    type: 'item.updated',
    subject: 'r',
    time: '2026-01-01T00:00:00.000Z',
    datacontenttype: 'application/json',
    sequence: '00000000000000000042',
    correlationid: 'c',
    actor: 'machine',
    recordversion: '7',
    data: {
      domain: 'item',
      changed: ['description'],
      id: 'r',
      version: 7,
      attributes: { description: 'x'.repeat(70_000) },
    },
  };
  const { body, headers } = buildWebhookRequest(event, 'evt_e_1', 3, [Buffer.alloc(32)], new Date(0));
  expect(JSON.parse(body)).toMatchObject({ data: { truncated: true, changed: ['description'], version: 7 } });
  expect(headers).toMatchObject({
    'webhook-id': 'evt_e_1',
    'touchstone-attempt': '3',
    'touchstone-position': '42',
  });
});

const guard = new OutboundGuard([
  'erp.hospital.example',
  '10.1.2.3:9000',
  '169.254.169.254',
  '[fd00:ec2::254]',
  '[::1]:8080',
]);

it.each([
  'https://hooks.example.org/a',
  'https://hooks.example.org:8443/a',
  'http://erp.hospital.example:1234/a',
  'http://10.1.2.3:9000/a',
  'http://[::1]:8080/a',
  'https://93.184.216.34/a',
])('may call %s', url => {
  expect(() => guard.requireAllowed(new URL(url))).not.toThrow();
});

it.each([
  'http://hooks.example.org/a',
  'https://hooks.example.org:5432/a',
  'https://user:pw@hooks.example.org/a',
  'ftp://erp.hospital.example/a',
  'https://10.1.2.3/a',
  'https://127.0.0.1/a',
  'https://2130706433/a',
  'https://0x7f.1/a',
  'https://[::1]/a',
  'https://[::ffff:127.0.0.1]/a',
  'https://[64:ff9b::7f00:1]/a',
  'https://[fe80::1]/a',
  'https://[fc00::1]/a',
  'https://100.64.0.1/a',
  'https://0.0.0.0/a',
  'https://255.255.255.255/a',
  'http://169.254.169.254/latest',
  'https://[fd00:ec2::254]/a',
])('must not call %s', url => {
  expect(() => guard.requireAllowed(new URL(url))).toThrow(/./);
});

it('refuses a name that resolves to an address inside the network', async () => {
  const lookup = (allowed: readonly string[]) =>
    new Promise<Error | null>(resolve => {
      const url = new URL('https://localhost/a');
      new OutboundGuard(allowed).lookupFor(url)('localhost', { all: true }, error => resolve(error));
    });
  expect(await lookup([])).toMatchObject({ code: 'OUTBOUND_FORBIDDEN' });
  expect(await lookup(['localhost'])).toBeNull();
});
