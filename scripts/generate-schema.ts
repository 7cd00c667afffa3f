import { writeFile } from 'node:fs/promises';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { buildShippedSchema } from './shipped-schema.js';

/** Writes `schema.graphql`, what clients program against, from the shipped rules: `npm run generate`. */
await writeFile('schema.graphql', `${printSchema(lexicographicSortSchema(await buildShippedSchema()))}\n`);
