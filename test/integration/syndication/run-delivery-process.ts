import { Pool } from 'pg';
import { Database } from '../../../src/platform/database/index.js';
import { testDeliveryEngine } from './delivery-engine.js';

// A process of its own for tests that kill it: delivers from the database of the first argument to the host of the second.
const [, , url = '', host = ''] = process.argv;
testDeliveryEngine(new Database(new Pool({ connectionString: url, max: 8 })), host).start();
setInterval(() => undefined, 60_000);
