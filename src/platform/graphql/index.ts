export { assembleSchema, type Authorize } from './assemble-schema.js';
export type { GraphqlContribution } from './contribution.js';
export {
  graphqlLimits,
  limitRule,
  OPERATION_CHARS_MAX,
  parseWithinLimits,
  type GraphqlLimits,
} from './limits.js';
export { SCALARS, SCALARS_SDL } from './scalars.js';
