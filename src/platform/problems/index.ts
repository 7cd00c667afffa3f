export { toGraphqlError, type GraphqlProblem, type Problem } from './problem.js';
export { ProblemFilter } from './problem-filter.js';
