export { describeErrorCodes, ERROR_CODES } from './error-codes.js';
export { toGraphqlError, type GraphqlProblem, type Problem } from './problem.js';
export { ProblemFilter } from './problem-filter.js';
export { StartupError } from './startup-error.js';
