export { diagnose, type DiagnosisOptions, type Finding } from './diagnose.js';
export { OperationsModule } from './operations.module.js';
export { ReadinessService, type Readiness } from './readiness.service.js';
