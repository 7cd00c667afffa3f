import type { SchemaObject } from 'ajv';
import type { Scalar } from '../../model/index.js';
import { featureConditionSchema } from './condition-file.js';
import type { ConditionSpec } from './condition-file.js';
import { flag, listOf, mapOf, numeric, objectOf, oneOf, scalar, text, whole } from './file-schema.js';
import type { FileSchema } from './file-schema.js';
import { ruleName } from './rule-names.js';

export interface FeatureSpec {
  readonly label: string;
  readonly from: string | readonly string[];
  readonly part?: string;
  readonly where?: Readonly<Record<string, readonly Scalar[]>>;
  readonly ignore?: readonly string[];
  readonly only?: readonly string[];
  readonly upTo?: string;
  readonly tokens?: boolean;
  readonly masked?: boolean;
}

export interface BlockKeyPartSpec {
  readonly feature: string;
  readonly prefix?: number;
  readonly rarestTokens?: number;
  readonly sorted?: boolean;
}

export interface BlockingSpec {
  readonly label: string;
  readonly keys: readonly (string | BlockKeyPartSpec)[];
}

export interface IdentifierSpec {
  readonly label: string;
  readonly feature?: string;
  readonly role: 'strong' | 'supporting';
  readonly weight: number;
  readonly conflict?: 'veto' | 'review' | 'weight' | 'none';
  readonly conflictWeight?: number;
  readonly maxSharing: number;
  readonly when?: ConditionSpec;
}

export interface LevelSpec {
  readonly name: string;
  readonly label: string;
  readonly atLeast?: number;
  readonly weight?: number;
  readonly m?: number;
  readonly u?: number;
  readonly termFrequency?: boolean;
}

export interface ComparisonSpec {
  readonly label: string;
  readonly feature?: string;
  readonly comparator: string;
  readonly options?: Readonly<Record<string, Scalar>>;
  readonly levels: readonly LevelSpec[];
}

export interface VetoSpec {
  readonly label: string;
  readonly feature?: string;
  readonly test: 'differs' | 'contradicts' | 'oneSided' | 'incompatible';
  readonly comparator?: string;
  readonly sets?: readonly (readonly string[])[];
  readonly effect: 'different' | 'review';
  readonly unlessShared?: readonly string[];
  readonly whenShared?: readonly string[];
}

export interface DecisionSpec {
  readonly same: number;
  readonly review: number;
  readonly margin?: number;
  readonly prior?: number;
  readonly require: readonly {
    readonly label: string;
    readonly evidence: Readonly<Record<string, string>>;
  }[];
}

/** `match.yaml` as written. */
export interface MatchFile {
  readonly features: Readonly<Record<string, FeatureSpec>>;
  readonly blocking: Readonly<Record<string, BlockingSpec>>;
  readonly identifiers?: Readonly<Record<string, IdentifierSpec>>;
  readonly comparisons?: Readonly<Record<string, ComparisonSpec>>;
  readonly vetoes?: Readonly<Record<string, VetoSpec>>;
  readonly decision: DecisionSpec;
  readonly blockSizeMax?: number;
}

const feature: SchemaObject = objectOf(
  'a feature',
  {
    label: text('Caption used in reasons: tax id.'),
    from: {
      description: 'an attribute path, or a list of them',
      anyOf: [{ type: 'string', minLength: 1 }, listOf({ type: 'string' }, 1)],
    },
    part: text(
      'Face of the standardised value: value, key, or a named part (core, legalForm, zip5). Default: key.',
    ),
    where: { title: 'the filter', type: 'object', additionalProperties: listOf(scalar, 1) },
    ignore: listOf({ type: 'string' }, 1),
    only: listOf({ type: 'string' }, 1),
    upTo: text('Only what stands before this text in the value.'),
    tokens: flag('Split each value into tokens at spaces. Default: false.'),
    masked: flag(
      'Reasons must not show its values. Default: true when the attribute is restricted or secret.',
    ),
  },
  ['label', 'from'],
);

const blockingRule: SchemaObject = objectOf(
  'a blocking rule',
  {
    label: text('In words: same tax id.'),
    keys: listOf(
      {
        description: "a feature name, or a mapping with 'feature'",
        anyOf: [
          { type: 'string', minLength: 1 },
          objectOf(
            'a key part',
            {
              feature: ruleName,
              prefix: whole('Only the first n characters.', 1),
              rarestTokens: whole('One key per token, the n rarest tokens only.', 1),
              sorted: flag('Sort the tokens, so that word order stops mattering.'),
            },
            ['feature'],
          ),
        ],
      },
      1,
    ),
  },
  ['label', 'keys'],
);

const identifier: SchemaObject = objectOf(
  'an identifier',
  {
    label: text('Caption used in reasons.'),
    feature: ruleName,
    role: oneOf(['strong', 'supporting'], 'strong: can carry a link; supporting: adds evidence.'),
    weight: numeric('Bits (log2) for a shared value that nobody else has.'),
    conflict: oneOf(['veto', 'review', 'weight', 'none'], 'What two different values mean. Default: none.'),
    conflictWeight: numeric('Bits for different values, with conflict: weight. Usually negative.'),
    maxSharing: whole('A value shared by more source keys than this says nothing.', 1),
    when: { $ref: '#/$defs/featureCondition' },
  },
  ['label', 'role', 'weight', 'maxSharing'],
);

const comparison: SchemaObject = objectOf(
  'a comparison',
  {
    label: text('Caption used in reasons.'),
    feature: ruleName,
    comparator: text('Comparator.'),
    options: { title: 'the options', type: 'object', additionalProperties: scalar },
    levels: listOf(
      objectOf(
        'a level',
        {
          name: ruleName,
          label: text('In words, for people: names differ by a letter.'),
          atLeast: {
            type: 'number',
            minimum: 0,
            maximum: 1,
            description: 'Lowest similarity of this level.',
          },
          weight: numeric('log2(m/u) in bits.'),
          m: {
            type: 'number',
            exclusiveMinimum: 0,
            maximum: 1,
            description: 'Share of true pairs at this level.',
          },
          u: {
            type: 'number',
            exclusiveMinimum: 0,
            maximum: 1,
            description: 'Share of other pairs at this level.',
          },
          termFrequency: flag('The weight grows with the rarity of the shared value. Default: false.'),
        },
        ['name', 'label'],
      ),
      2,
    ),
  },
  ['label', 'comparator', 'levels'],
);

const veto: SchemaObject = objectOf(
  'a veto',
  {
    label: text('In words: sizes differ.'),
    feature: ruleName,
    test: oneOf(
      ['differs', 'contradicts', 'oneSided', 'incompatible'],
      'differs: no value in common. contradicts: each has a value that the other lacks. oneSided: only one has a value. incompatible: values of different sets.',
    ),
    comparator: text('Values are the same when this comparator says 1. Default: equal text.'),
    sets: listOf(listOf({ type: 'string' }, 1), 2),
    effect: oneOf(['different', 'review'], 'different: not the same thing. review: a person decides.'),
    unlessShared: listOf(ruleName, 1),
    whenShared: listOf(ruleName, 1),
  },
  ['label', 'test', 'effect'],
);

const decision: SchemaObject = objectOf(
  'the decision',
  {
    same: numeric('Bits at and above which two records are the same, if a requirement holds.'),
    review: numeric('Bits at and above which a person looks.'),
    margin: { type: 'number', minimum: 0, description: 'Lead in bits over a second cluster. Default: 3.' },
    prior: numeric('log2 odds of a pair before anything is compared. Default: -4.'),
    require: listOf(
      objectOf(
        'a requirement',
        {
          label: text('In words: same tax id and alike names.'),
          evidence: {
            title: 'the evidence',
            type: 'object',
            minProperties: 1,
            additionalProperties: { type: 'string' },
          },
        },
        ['label', 'evidence'],
      ),
      1,
    ),
  },
  ['same', 'review', 'require'],
);

/** The form of `match.yaml`. */
export const matchFileSchema: FileSchema<MatchFile> = {
  kind: 'match',
  shared: { featureCondition: featureConditionSchema },
  schema: objectOf(
    'match.yaml',
    {
      features: mapOf('the features', feature, ruleName),
      blocking: mapOf('the blocking rules', blockingRule, ruleName),
      identifiers: mapOf('the identifiers', identifier, ruleName),
      comparisons: mapOf('the comparisons', comparison, ruleName),
      vetoes: mapOf('the vetoes', veto, ruleName),
      decision,
      blockSizeMax: whole('Blocks larger than this are not compared but reported. Default: 500.', 2),
    },
    ['features', 'blocking', 'decision'],
  ),
};
