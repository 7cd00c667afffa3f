import type { SchemaObject } from 'ajv';
import type { Attributes, AttributeValue } from '../../model/index.js';
import type { ExampleRecord, GoldenExample, PairExample, RuleExamples } from '../examples.js';
import type { FrequencySnapshot } from '../match-rules.js';
import type { AttributePaths } from './attribute-paths.js';
import type { FaultCollector } from './fault-collector.js';
import { listOf, objectOf, oneOf, text } from './file-schema.js';
import type { FileSchema } from './file-schema.js';
import { frequencySnapshot } from './frequencies-file.js';
import type { DocumentPath } from './yaml-document.js';

interface PairSpec {
  readonly name: string;
  readonly pattern?: string;
  readonly records: readonly Attributes[];
  readonly decision: PairExample['decision'];
  readonly because?: string | readonly string[];
  readonly frequencies?: FrequencySnapshot;
}

interface GoldenSpec {
  readonly name: string;
  readonly records: readonly ExampleRecord[];
  readonly authority?: GoldenExample['authority'];
  readonly golden: Attributes;
}

interface ValueSpec {
  readonly attribute: string;
  readonly raw: AttributeValue;
  readonly value?: AttributeValue | null;
  readonly key?: string | null;
  readonly parts?: Readonly<Record<string, string>>;
  readonly faults?: readonly string[];
}

interface QualitySpec {
  readonly name: string;
  readonly record: Attributes;
  readonly faults?: readonly string[];
  readonly without?: readonly string[];
}

/** `examples/*.yaml` as written. */
export interface ExamplesFile {
  readonly pairs?: readonly PairSpec[];
  readonly golden?: readonly GoldenSpec[];
  readonly values?: readonly ValueSpec[];
  readonly quality?: readonly QualitySpec[];
}

const attributes: SchemaObject = { title: 'a record', type: 'object' };
const texts: SchemaObject = listOf({ type: 'string' });

const pair: SchemaObject = objectOf(
  'a pair example',
  {
    name: text('What it shows.'),
    pattern: text('Duplicate pattern: D1, L2, N3.'),
    records: listOf(attributes, 2),
    decision: oneOf(
      ['same', 'review', 'different', 'apart'],
      'apart: review or different, never merged without a person.',
    ),
    because: {
      description: 'a caption, or a list of captions, that the reasons must contain',
      anyOf: [{ type: 'string' }, texts],
    },
    frequencies: frequencySnapshot,
  },
  ['name', 'records', 'decision'],
);

const golden: SchemaObject = objectOf(
  'a golden example',
  {
    name: text('What it shows.'),
    records: listOf(
      objectOf(
        'a source record',
        {
          system: text('Source system.'),
          key: text('Source key.'),
          effectiveAt: text('Business time.'),
          attributes,
        },
        ['system', 'attributes'],
      ),
      1,
    ),
    authority: {
      title: 'the authority',
      type: 'object',
      additionalProperties: {
        title: 'the ranks',
        type: 'object',
        additionalProperties: {
          description: "a rank (1 wins) or 'never'",
          anyOf: [
            { type: 'integer', minimum: 1 },
            { type: 'string', enum: ['never'] },
          ],
        },
      },
    },
    golden: attributes,
  },
  ['name', 'records', 'golden'],
);

const value: SchemaObject = objectOf(
  'a value example',
  {
    attribute: text('Attribute path.'),
    raw: { description: 'The value as a source writes it.' },
    value: { description: 'The canonical value, null when nothing usable is left.' },
    key: { type: ['string', 'null'], description: 'The comparison key.' },
    parts: { title: 'the parts', type: 'object', additionalProperties: { type: 'string' } },
    faults: texts,
  },
  ['attribute', 'raw'],
);

const quality: SchemaObject = objectOf(
  'a quality example',
  { name: text('What it shows.'), record: attributes, faults: texts, without: texts },
  ['name', 'record'],
);

/** The form of `examples/*.yaml`. */
export const examplesFileSchema: FileSchema<ExamplesFile> = {
  kind: 'examples',
  schema: objectOf('an example file', {
    pairs: listOf(pair),
    golden: listOf(golden),
    values: listOf(value),
    quality: listOf(quality),
  }),
};

/** Turns an example file into examples, checking that every attribute in it exists. */
export function buildExamples(
  file: ExamplesFile,
  paths: AttributePaths,
  faults: FaultCollector,
): RuleExamples {
  const known = (record: object, at: DocumentPath): void => {
    for (const name of Object.keys(record)) {
      const target = paths.resolve(name);
      if ('fault' in target) faults.add([...at, name], target.fault, 'key');
    }
  };
  for (const [index, example] of (file.pairs ?? []).entries()) {
    for (const [number, record] of example.records.entries())
      known(record, ['pairs', index, 'records', number]);
  }
  for (const [index, example] of (file.golden ?? []).entries()) {
    for (const [number, record] of example.records.entries()) {
      known(record.attributes, ['golden', index, 'records', number, 'attributes']);
    }
    known(example.golden, ['golden', index, 'golden']);
    known(example.authority ?? {}, ['golden', index, 'authority']);
  }
  for (const [index, example] of (file.values ?? []).entries()) {
    const target = paths.resolve(example.attribute);
    if ('fault' in target) faults.add(['values', index, 'attribute'], target.fault);
  }
  for (const [index, example] of (file.quality ?? []).entries())
    known(example.record, ['quality', index, 'record']);
  return {
    pairs: (file.pairs ?? []).map(({ because, records, ...example }) => ({
      ...example,
      records: records.map(record => ({ attributes: record })),
      because: because === undefined ? [] : typeof because === 'string' ? [because] : because,
    })),
    golden: (file.golden ?? []).map(example => ({ ...example, authority: example.authority ?? {} })),
    values: file.values ?? [],
    quality: (file.quality ?? []).map(example => ({
      ...example,
      faults: example.faults ?? [],
      without: example.without ?? [],
    })),
  };
}
