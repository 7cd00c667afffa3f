import { describe, expect, it } from 'vitest';
import { contributor, ranks, supplierRules } from '../../../test/builders/supplier-rules.js';
import { viewAsOf } from './index.js';
import type { GoldenHistory } from './index.js';

const LINK = { goldenId: 'G1', reason: 'same tax id', by: 'machine' };

/** Meridian was renamed on 1 May; the hub heard of it on 10 May. The VMS joined on 20 June and left on 1 July. */
const HISTORY: GoldenHistory = {
  goldenId: 'G1',
  ruleSet: supplierRules(),
  authority: ranks({ erp: 1, vms: 2 }),
  versions: [
    contributor(
      'erp:1',
      { legalName: 'Meridian' },
      { effectiveAt: '2026-01-01', recordedAt: '2026-01-05T00:00:00Z' },
    ),
    contributor(
      'erp:1',
      { legalName: 'Meridian Inc' },
      { version: 2, effectiveAt: '2026-05-01', recordedAt: '2026-05-10T00:00:00Z' },
    ),
    contributor('vms:1', { website: 'm.example' }, { effectiveAt: null, recordedAt: '2026-06-20T00:00:00Z' }),
  ],
  links: [
    { ...LINK, recordId: 'erp:1', since: '2026-01-05T00:00:00Z' },
    { ...LINK, recordId: 'vms:1', since: '2026-06-20T00:00:00Z', until: '2026-07-01T00:00:00Z' },
  ],
  pins: [],
  redirects: [{ into: 'G0', since: '2026-08-01T00:00:00Z', until: '2026-09-01T00:00:00Z' }],
  published: [],
};

function name(asOf: string, knownAt: string, history = HISTORY) {
  const view = viewAsOf(history, asOf, knownAt);
  return view.kind === 'record' ? view.attributes['legalName'] : view.kind;
}

describe('a golden record in the past', () => {
  it.each([
    ['before the hub knew of the new name', '2026-05-05', '2026-05-09T00:00:00Z', 'Meridian'],
    ['once it knew, on the same business date', '2026-05-05', '2026-05-11T00:00:00Z', 'Meridian Inc'],
    ['on a date before the renaming, as known later', '2026-04-30', '2026-07-10T00:00:00Z', 'Meridian'],
    ['before anything was known', '2026-05-05', '2026-01-01T00:00:00Z', 'absent'],
    ['on a date before the source record was valid', '2025-12-31', '2026-07-10T00:00:00Z', 'absent'],
    ['while it redirected', '2026-08-15', '2026-08-15T00:00:00Z', 'redirect'],
    ['after it came back', '2026-08-15', '2026-09-01T00:00:00Z', 'Meridian Inc'],
  ])('is seen as it was %s', (_title, asOf, knownAt, expected) => {
    expect(name(asOf, knownAt)).toBe(expected);
  });

  it('has the members that it had then', () => {
    const members = (knownAt: string) => {
      const view = viewAsOf(HISTORY, '2026-07-15', knownAt);
      return view.kind === 'record'
        ? view.members.map(member => `${member.recordId} v${member.version}`)
        : [];
    };
    expect(members('2026-06-19T23:59:59Z')).toEqual(['erp:1 v2']);
    expect(members('2026-06-20T00:00:00Z')).toEqual(['erp:1 v2', 'vms:1 v1']);
    expect(members('2026-07-01T00:00:00Z')).toEqual(['erp:1 v2']);
  });

  it('has the pins that were set and not yet withdrawn', () => {
    const pin = { attribute: 'legalName', value: 'Pinned', reason: 'r', by: 's', at: '2026-06-01T00:00:00Z' };
    const history = {
      ...HISTORY,
      pins: [{ ...pin, until: '2026-07-01T00:00:00Z', withdrawnAt: '2026-06-20T00:00:00Z' }],
    };
    expect(name('2026-05-31', '2026-06-10T00:00:00Z', history)).toBe('Meridian Inc');
    expect(name('2026-06-02', '2026-06-10T00:00:00Z', history)).toBe('Pinned');
    expect(name('2026-07-02', '2026-06-10T00:00:00Z', history)).toBe('Meridian Inc');
    expect(name('2026-06-02', '2026-06-21T00:00:00Z', history)).toBe('Meridian Inc');
  });

  it('never shows a value that still waited for approval', () => {
    const history: GoldenHistory = {
      ...HISTORY,
      ruleSet: supplierRules({
        approval: { attributes: { legalName: { reason: 'Legal', onFirstValue: false } } },
      }),
      published: [
        {
          attributes: { legalName: 'Meridian' },
          provenance: {},
          validFrom: '2026-01-01',
          recordedAt: '2026-01-05T00:00:00Z',
        },
        {
          attributes: { legalName: 'Meridian Inc' },
          provenance: {},
          validFrom: '2026-05-01',
          recordedAt: '2026-05-20T00:00:00Z',
        },
      ],
    };
    expect(name('2026-05-15', '2026-05-15T00:00:00Z', history)).toBe('Meridian');
    expect(name('2026-05-15', '2026-05-21T00:00:00Z', history)).toBe('Meridian Inc');
  });

  it('shows the last of several versions that were published at one moment', () => {
    const version = { provenance: {}, validFrom: '2026-05-01', recordedAt: '2026-05-20T00:00:00Z' };
    const history: GoldenHistory = {
      ...HISTORY,
      ruleSet: supplierRules({
        approval: { attributes: { legalName: { reason: 'Legal', onFirstValue: false } } },
      }),
      published: [
        { ...version, attributes: { legalName: 'Meridian' } },
        { ...version, attributes: { legalName: 'Meridian Inc' } },
      ],
    };
    expect(name('2026-05-21', '2026-05-21T00:00:00Z', history)).toBe('Meridian Inc');
  });

  it('refuses times that are none', () => {
    expect(() => viewAsOf(HISTORY, '1.5.2026', '2026-05-21T00:00:00Z')).toThrow(
      'neither an ISO date nor an instant',
    );
  });
});
