export { anchorOf, describeErrorCodes, ERROR_CODES } from './error-codes.js';
export { httpStatusOf } from './http-status.js';
export { StartupError } from './startup-error.js';
