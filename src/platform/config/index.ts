export * from './app-config.js';
export { describeEnvironment, exampleEnvironment } from './describe-environment.js';
export { readProcessEnvironment } from './read-process-environment.js';
export { deriveKey, loadOrCreateSecret } from './secret.js';
