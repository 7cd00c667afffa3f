export { useBuiltHub } from './use-built-hub.js';
export { useHub, type TestHub } from './use-hub.js';
export { cloneTemplate, useTestDatabase, type TestDatabase } from './test-database.js';
export { runAsAdmin, startTestServer, testConfig, urlOf, type TestServer } from './test-server.js';
export { redisCanStop, redisIsMissing, useTestRedis, type TestRedis } from './test-redis.js';
