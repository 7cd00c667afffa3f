export { GraphqlModule } from './graphql.module.js';
export { HubSchema } from './hub-schema.js';
