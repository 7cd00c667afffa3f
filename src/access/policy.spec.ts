import { describe, expect, it } from 'vitest';
import { ACTIONS } from './action.js';
import { isAllowed, POLICY, readableClasses } from './policy.js';
import { MACHINE, ROLES, type Principal } from './principal.js';

const person = (...roles: Principal['roles'][number][]): Principal => ({
  id: 'user:1',
  name: 'Somebody',
  kind: 'user',
  roles,
  scope: {},
});

describe('the policy', () => {
  it('denies everything to somebody without a role', () => {
    expect(ACTIONS.filter(action => isAllowed(person(), action))).toEqual([]);
  });

  it('lets viewers change nothing', () => {
    const changing = /\.(merge|pin|resolve|decide|request|repair|submit|activate|manage)$/;
    expect([...POLICY.viewer].filter(action => changing.test(action))).toEqual([]);
  });

  it('keeps approving apart from stewardship, and bank details from administrators and the machine', () => {
    expect(isAllowed(person('steward'), 'change-request.decide')).toBe(false);
    expect(isAllowed(person('approver'), 'golden-record.merge')).toBe(false);
    expect(readableClasses(person('admin')).has('secret')).toBe(false);
    expect(isAllowed(MACHINE, 'change-request.decide')).toBe(false);
  });

  it('limits a key to its systems, domains and actions', () => {
    const key: Principal = {
      ...person('integration'),
      kind: 'key',
      scope: { systems: ['sap'], domains: ['supplier'], actions: ['batch.submit'] },
    };
    expect(isAllowed(key, 'batch.submit', { system: 'sap', domain: 'supplier' })).toBe(true);
    expect(isAllowed(key, 'batch.submit', { system: 'coupa', domain: 'supplier' })).toBe(false);
    expect(isAllowed(key, 'batch.submit', { system: 'sap', domain: 'item' })).toBe(false);
    expect(isAllowed(key, 'golden-record.read')).toBe(false);
  });

  it('gives attribute classes by name to keys only', () => {
    const scope = { actions: ['attribute.secret', 'golden-record.read'] as const };
    expect(readableClasses({ ...person('integration'), kind: 'key', scope }).has('secret')).toBe(true);
    expect(readableClasses({ ...person('viewer'), scope }).has('secret')).toBe(false);
  });

  it('knows every role and no action twice', () => {
    expect(Object.keys(POLICY).sort()).toEqual([...ROLES].sort());
    expect(new Set(ACTIONS).size).toBe(ACTIONS.length);
  });
});
