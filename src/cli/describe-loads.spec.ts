import { expect, it } from 'vitest';
import { viewOf } from './batch-view.js';
import { describeLoads, describeSent } from './describe-loads.js';

it('tells causes, then each load with the counts that any has, and how many are done', () => {
  const load = (system: string, body: object) => ({
    system,
    domain: 'supplier',
    batchId: `of-${system}`,
    body,
    view: viewOf(body),
  });
  const text = describeLoads([
    load('sap', { state: 'done', counts: { read: 1_200, created: 1_199, updated: 0, quarantined: 1 } }),
    load('vms', {
      state: 'failed',
      counts: { read: 0 },
      causes: [{ code: 'SCHEMA_DRIFT', message: 'Other columns.', fix: 'Send the ones described.' }],
    }),
  ]);
  expect(text.split('\n')).toEqual([
    'vms supplier, batch of-vms:',
    '  SCHEMA_DRIFT: Other columns. → Send the ones described.',
    '  system  domain    state   read   created  quarantined',
    '  sap     supplier  done    1,200    1,199            1',
    '  vms     supplier  failed      0        0            0',
    '1 of 2 loads done.',
    'Records in quarantine keep their causes and can be corrected and sent on from there.',
  ]);
});

it('lists the batches of loads that are only sent', () => {
  expect(describeSent([{ system: 'sap', domain: 'item', batchId: 'b-1' }]).split('\n')).toEqual([
    '  system  domain  batch',
    '  sap     item    b-1',
    '1 load safe with the hub, to be processed.',
  ]);
});
