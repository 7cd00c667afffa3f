export { ACTIONS, type Action } from './action.js';
export { isAllowed, POLICY, readableClasses, requireAllowed, scopedDomains, type Subject } from './policy.js';
export { ATTRIBUTE_CLASSES, MACHINE, ROLES, type Principal, type Role, type Scope } from './principal.js';
export { AccessModule } from './access.module.js';
export { AccessService, principalOf, type OpenedSession } from './access.service.js';
export type { Account, Session } from './account.repository.js';
export type { ApiKey } from './api-key.repository.js';
