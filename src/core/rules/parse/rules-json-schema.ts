import type { SchemaObject } from 'ajv';
import { systemFileSchema } from '../system-file.schema.js';
import { approvalFileSchema } from './approval-file.js';
import { attributesFileSchema } from './attributes-file.js';
import { examplesFileSchema } from './examples-file.js';
import { frequenciesFileSchema } from './frequencies-file.js';
import { matchFileSchema } from './match-file.js';
import { qualityFileSchema } from './quality-file.js';
import { referenceFileSchema } from './reference-file.js';
import { standardizeFileSchema } from './standardize-file.js';
import { survivorshipFileSchema } from './survivorship-file.js';

const KINDS = [
  attributesFileSchema,
  standardizeFileSchema,
  matchFileSchema,
  survivorshipFileSchema,
  qualityFileSchema,
  approvalFileSchema,
  examplesFileSchema,
  frequenciesFileSchema,
  referenceFileSchema,
  systemFileSchema,
];

/** The forms of all kinds of rule files as one JSON Schema document, each under `$defs/<kind>`, for editors. */
export function rulesJsonSchema(): SchemaObject {
  const definitions: Record<string, SchemaObject> = {};
  for (const { kind, schema, shared } of KINDS) {
    for (const [name, definition] of [[kind, schema] as const, ...Object.entries(shared ?? {})]) {
      const taken = definitions[name];
      if (taken !== undefined && taken !== definition) throw new Error(`two definitions are called ${name}`);
      definitions[name] = definition;
    }
  }
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Touchstone rule files',
    description: 'Generated from src/core/rules by scripts/generate-rules-schema.ts; do not edit.',
    $defs: definitions,
  };
}
