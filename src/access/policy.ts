import { DomainError } from '../core/model/index.js';
import type { AttributeClass } from '../core/rules/index.js';
import type { Action } from './action.js';
import type { Principal, Role } from './principal.js';

/** What a request touches, as far as scopes limit it. */
export interface Subject {
  readonly domain?: string;
  readonly system?: string;
}

const READING: readonly Action[] = [
  'golden-record.read',
  'task.read',
  'change-request.read',
  'quarantine.read',
  'batch.read',
  'match.query',
  'rules.read',
  'operations.read',
  'feed.read',
];

/**
 * Role → actions: the whole policy. Roles add up; what is not listed is denied. Approving is kept apart from stewardship, so
 * that four eyes are two people by default; an administrator manages access and operations but sees no bank details.
 */
export const POLICY: Readonly<Record<Role, ReadonlySet<Action>>> = {
  viewer: new Set(READING),
  steward: new Set<Action>([
    ...READING,
    'golden-record.merge',
    'golden-record.pin',
    'task.resolve',
    'change-request.request',
    'quarantine.repair',
    'batch.submit',
    'attribute.restricted',
    'delivery.read',
  ]),
  approver: new Set<Action>([
    ...READING,
    'change-request.decide',
    'attribute.restricted',
    'attribute.secret',
    'audit.read',
  ]),
  integration: new Set<Action>([
    'golden-record.read',
    'match.query',
    'batch.submit',
    'batch.read',
    'quarantine.read',
    'feed.read',
    'delivery.read',
    'delivery.acknowledge',
    'operations.read',
  ]),
  admin: new Set<Action>([
    ...READING,
    'batch.submit',
    'quarantine.repair',
    'delivery.read',
    'delivery.repair',
    'rules.activate',
    'audit.read',
    'access.manage',
  ]),
};

/** Whether the principal may do it to the subject: some role has the action, and the key's scope covers action, domain and system. */
export function isAllowed(principal: Principal, action: Action, subject: Subject = {}): boolean {
  const { scope } = principal;
  if (!principal.roles.some(role => POLICY[role].has(action)) && !grantedByKey(principal, action))
    return false;
  if (scope.actions !== undefined && !scope.actions.includes(action)) return false;
  if (subject.domain !== undefined && scope.domains !== undefined && !scope.domains.includes(subject.domain))
    return false;
  return (
    subject.system === undefined || scope.systems === undefined || scope.systems.includes(subject.system)
  );
}

/** A key may be given attribute classes that its role lacks, by name: a target that pays invoices needs bank details. */
function grantedByKey(principal: Principal, action: Action): boolean {
  const isClass = action === 'attribute.restricted' || action === 'attribute.secret';
  return principal.kind === 'key' && isClass && (principal.scope.actions?.includes(action) ?? false);
}

/** @throws DomainError `ACCESS.DENIED`, which says what is missing but nothing about the subject */
export function requireAllowed(principal: Principal, action: Action, subject: Subject = {}): void {
  if (isAllowed(principal, action, subject)) return;
  throw new DomainError(
    'ACCESS.DENIED',
    `this needs the right '${action}'; ask an administrator for a role that has it`,
    {
      details: { action },
    },
  );
}

/** The attribute classes whose values the principal may read. */
export function readableClasses(principal: Principal): ReadonlySet<AttributeClass> {
  const classes = new Set<AttributeClass>(['public', 'internal']);
  if (isAllowed(principal, 'attribute.restricted')) classes.add('restricted');
  if (isAllowed(principal, 'attribute.secret')) classes.add('secret');
  return classes;
}

/** The domains and systems that the principal's scope is limited to; `null`: all. */
export function scopeOfLists(principal: Principal): {
  readonly domains: readonly string[] | null;
  readonly systems: readonly string[] | null;
} {
  return { domains: principal.scope.domains ?? null, systems: principal.scope.systems ?? null };
}

/** The domains that the principal's scope is limited to, or `null` for all. */
export function scopedDomains(principal: Principal): readonly string[] | null {
  return principal.scope.domains ?? null;
}
