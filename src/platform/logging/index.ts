export { acceptCorrelationId, currentCorrelationId, withCorrelation } from './correlation.js';
export { createLogger, Logger, type LogFields, type LogSink } from './logger.js';
export { NestLogger } from './nest-logger.js';
