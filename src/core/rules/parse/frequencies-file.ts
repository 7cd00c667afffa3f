import type { SchemaObject } from 'ajv';
import type { FrequencySnapshot } from '../match-rules.js';
import { objectOf, whole } from './file-schema.js';
import type { FileSchema } from './file-schema.js';

const counts: SchemaObject = {
  title: 'the counts',
  type: 'object',
  additionalProperties: whole('How many records.', 1),
};
const countsByFeature: SchemaObject = { title: 'the features', type: 'object', additionalProperties: counts };

/** The form of a frequency snapshot, in `frequencies.json` and in examples. */
export const frequencySnapshot: SchemaObject = objectOf(
  'a frequency snapshot',
  {
    records: whole('Records counted.'),
    features: countsByFeature,
    tokens: countsByFeature,
    oversizedBlocks: counts,
  },
  ['records', 'features'],
);

/** The form of `frequencies.json`: the snapshot that a hub without records starts from. */
export const frequenciesFileSchema: FileSchema<FrequencySnapshot> = {
  kind: 'frequencies',
  schema: frequencySnapshot,
};
