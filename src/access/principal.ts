import type { Action } from './action.js';

export type Role = 'viewer' | 'steward' | 'approver' | 'integration' | 'admin';

/** Every role, weakest first. */
export const ROLES: readonly Role[] = ['viewer', 'steward', 'approver', 'integration', 'admin'];

/** What an API key is limited to. Absent: not limited in that respect. */
export interface Scope {
  readonly systems?: readonly string[];
  readonly domains?: readonly string[];
  readonly actions?: readonly Action[];
}

/** Who is asking: a person, a system with an API key, or the hub itself. */
export interface Principal {
  /** `user:<uuid>`, `key:<uuid>` or `machine`: what audit rows and judgements name. */
  readonly id: string;
  readonly name: string;
  readonly kind: 'user' | 'key' | 'machine';
  readonly roles: readonly Role[];
  readonly scope: Scope;
}

/** The hub acting by itself: automatic decisions, sweeps, the demo. It holds no approving right. */
export const MACHINE: Principal = {
  id: 'machine',
  name: 'Touchstone',
  kind: 'machine',
  roles: ['integration'],
  scope: {},
};
