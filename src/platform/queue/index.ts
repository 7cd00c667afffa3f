export { JobQueue } from './job-queue.js';
export { JobRegistry, type JobContext, type JobHandler } from './job-registry.js';
export { JobRunner } from './job-runner.js';
export { migrateQueue } from './postgres-backend.js';
export { openQueueBackend, type QueueBackend } from './queue-backend.js';
export { Sweeper } from './sweeper.js';
