import { describe, expect, it } from 'vitest';
import type { DomainInfo } from '../hub/index.js';
import { recordPlaces } from './index.js';

const domain = (id: string, pluralLabel: string): DomainInfo => ({
  id,
  label: id,
  plural: `${id}s`,
  pluralLabel,
  title: 'name',
  goldenRecords: 0,
  attributes: [],
});

describe('the places of records', () => {
  it('are the domains of this hub, one that came as a folder of rules among them', () => {
    const places = recordPlaces([domain('supplier', 'Suppliers'), domain('vehicle', 'Vehicles')]);
    expect(places.map(({ label, key, link }) => [label, key, link])).toEqual([
      ['Suppliers', 's', { to: '/records/$domain', params: { domain: 'supplier' } }],
      ['Vehicles', '2', { to: '/records/$domain', params: { domain: 'vehicle' } }],
    ]);
  });

  it('need none of the domains that come with the hub', () => {
    expect(recordPlaces([domain('vehicle', 'Vehicles')]).map(({ id }) => id)).toEqual(['vehicle']);
  });
});
