import { beforeAll, describe, expect, it } from 'vitest';
import type { AttributeValue } from '../../../src/core/model/index.js';
import { GoldenRecordsService } from '../../../src/golden-records/index.js';
import { useHub } from '../../harness/index.js';
import { submitSuppliers } from '../write-path/submit-suppliers.js';
import { supplierFields } from '../write-path/supplier-network.js';

const hub = useHub({ systems: 'hub-systems' });
const ACT = { actor: 'user:steward', correlationId: 'pinned-values', reason: 'letter of 1 May' };
let id: string;

beforeAll(async () => {
  await submitSuppliers(hub(), 'alpha', { ...supplierFields(1), ID: 'A1' });
  id = (await golden()).id;
});

async function golden(): Promise<{ id: string; attributes: Readonly<Record<string, unknown>> }> {
  const [row] = await hub().database.query<{ id: string; attributes: Record<string, unknown> }>(
    `SELECT id, attributes FROM golden_record`,
  );
  if (row === undefined) throw new Error('there is no golden record');
  return row;
}

const pin = (attribute: string, value: AttributeValue | null) =>
  hub().get(GoldenRecordsService).pin(id, attribute, { value, expiresAt: null }, ACT);

describe('a pin', () => {
  it.each<[string, AttributeValue]>([
    ['legalName', { line: 'Cascade' }],
    ['legalName', '  '],
    ['taxIds', 'no number'],
    ['partyType', 'NOPE'],
  ])('of %s is refused when that cannot hold %j', async (attribute, value) => {
    const before = await golden();
    await expect(pin(attribute, value)).rejects.toMatchObject({ code: 'GOLDEN_RECORD.REFUSED' });
    expect(await golden()).toEqual(before);
  });

  it('holds what the value of a source would be', async () => {
    await pin('phones', '(316) 555-0142');
    await pin('legalName', ['Cascade Surgical']);
    await pin('addresses', null);
    const { attributes } = await golden();
    expect(attributes).toMatchObject({ phones: ['+13165550142'], legalName: 'Cascade Surgical' });
    expect(attributes['addresses']).toBeUndefined();
  });
});
