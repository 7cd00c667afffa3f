export { migrateQueue } from './postgres-backend.js';
