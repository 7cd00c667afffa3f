export { AuditModule } from './audit.module.js';
export { AuditRepository } from './audit.repository.js';
export type { AuditEntry } from './audit-entry.js';
