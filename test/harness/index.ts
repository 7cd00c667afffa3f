export { useBuiltHub } from './use-built-hub.js';
export { useHub, type TestHub, type TestHubOptions } from './use-hub.js';
export { cloneTemplate, useTestDatabase, type TestDatabase } from './test-database.js';
export { runAsAdmin, testConfig, urlOf } from './test-server.js';
export { redisCanStop, redisIsMissing, useTestRedis, type TestRedis } from './test-redis.js';
