import { expect, it } from 'vitest';
import type { CloudEvent } from './cloud-event.js';
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
