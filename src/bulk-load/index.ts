export { BulkLoadModule } from './bulk-load.module.js';
