export { useHub, type TestHub } from './use-hub.js';
export { cloneTemplate, useTestDatabase, type TestDatabase } from './test-database.js';
export { runAsAdmin, startTestServer, testConfig, urlOf, type TestServer } from './test-server.js';
