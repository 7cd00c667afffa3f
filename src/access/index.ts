export { ACTIONS, type Action } from './action.js';
export {
  isAllowed,
  POLICY,
  readableClasses,
  requireAllowed,
  scopedDomains,
  scopeOfLists,
  type Subject,
} from './policy.js';
export { MACHINE, ROLES, type Principal, type Role, type Scope } from './principal.js';
export { isReadable, maskAttributes, type MaskedAttributes } from './mask.js';
export { AccessModule } from './access.module.js';
export { AccessService, type OpenedSession } from './access.service.js';
export type { Account, Session } from './account.repository.js';
export type { ApiKey } from './api-key.repository.js';
export { CurrentPrincipal, Open, RequireAction } from './access.guard.js';
export { Authenticator, type Authenticated } from './authenticator.js';
