import type { SchemaObject } from 'ajv';
import type { FrequencySnapshot } from '../match-rules.js';
import { objectOf, text, whole } from './file-schema.js';
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
    concealed: {
      title: 'the concealed features',
      description: 'Features whose values are counted under a number that about a thousand values share.',
      type: 'array',
      items: text('A feature of match.yaml.'),
    },
    counted: objectOf(
      'where it was counted',
      {
        hub: text("Name of the hub's database."),
        at: text('ISO instant.'),
        ruleVersion: whole('The rule set version under which the records were standardised.'),
      },
      ['hub', 'at', 'ruleVersion'],
    ),
  },
  ['records', 'features'],
);

/** The form of `frequencies.json`: the snapshot that a hub without records starts from. */
export const frequenciesFileSchema: FileSchema<FrequencySnapshot> = {
  kind: 'frequencies',
  schema: frequencySnapshot,
};
