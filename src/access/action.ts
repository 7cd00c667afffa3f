/**
 * Everything that can be allowed or refused. An operation without an action is not reachable; an action that no role has
 * is refused to everybody.
 */
export const ACTIONS = [
  'golden-record.read',
  'golden-record.merge',
  'golden-record.pin',
  'attribute.restricted',
  'attribute.secret',
  'task.read',
  'task.resolve',
  'change-request.read',
  'change-request.request',
  'change-request.decide',
  'quarantine.read',
  'quarantine.repair',
  'batch.read',
  'batch.submit',
  'match.query',
  'feed.read',
  'delivery.read',
  'delivery.repair',
  'delivery.acknowledge',
  'rules.read',
  'rules.activate',
  'operations.read',
  'audit.read',
  'access.manage',
] as const;

export type Action = (typeof ACTIONS)[number];
