import type { AttributeRule, DomainAttributes } from '../attribute-rules.js';
import type { StandardizeRules } from '../rule-set.js';
import type { AttributePaths } from './attribute-paths.js';
import type { RuleVocabulary } from './build-attributes.js';
import { didYouMean } from './did-you-mean.js';
import type { FaultCollector } from './fault-collector.js';
import { listOf, mapOf, objectOf, text } from './file-schema.js';
import type { FileSchema } from './file-schema.js';

interface StandardizeSpec {
  readonly with: string;
  readonly country?: string;
  readonly dateFormats?: readonly string[];
  readonly parts?: Readonly<Record<string, string>>;
}

/** `standardize.yaml` as written: attribute path → standardizer, or standardizer with options. */
export interface StandardizeFile {
  readonly attributes: Readonly<Record<string, string | StandardizeSpec>>;
}

/** The form of `standardize.yaml`. */
export const standardizeFileSchema: FileSchema<StandardizeFile> = {
  kind: 'standardize',
  schema: objectOf(
    'standardize.yaml',
    {
      attributes: mapOf('the attributes', {
        description: "the name of a standardizer, or a mapping with 'with'",
        anyOf: [
          { type: 'string' },
          objectOf(
            'a standardizer',
            {
              with: text('Standardizer.'),
              country: {
                type: 'string',
                pattern: '^[A-Z]{2}$',
                description: 'a country code of two letters (US)',
              },
              dateFormats: listOf({ type: 'string' }, 1),
              parts: {
                title: 'the parts',
                type: 'object',
                minProperties: 1,
                additionalProperties: { type: 'string' },
              },
            },
            ['with'],
          ),
        ],
      }),
    },
    ['attributes'],
  ),
};

/** The standardizer of every attribute path as the attributes themselves (or their types) say. Fields: `taxIds.value`. */
export function standardizersOf(attributes: DomainAttributes): StandardizeRules {
  const rules: Record<string, StandardizeSpec> = {};
  for (const attribute of attributes.attributes) collectOwn(attribute, attribute.name, rules);
  return { attributes: rules };
}

/** As {@link standardizersOf}, overridden by the entries of `standardize.yaml`. */
export function buildStandardize(
  file: StandardizeFile,
  attributes: DomainAttributes,
  paths: AttributePaths,
  vocabulary: RuleVocabulary,
  faults: FaultCollector,
): StandardizeRules {
  const rules: Record<string, StandardizeSpec> = { ...standardizersOf(attributes).attributes };
  for (const [path, spec] of Object.entries(file.attributes)) {
    const entry: StandardizeSpec = typeof spec === 'string' ? { with: spec } : spec;
    const target = paths.resolve(path);
    if ('fault' in target) faults.add(['attributes', path], target.fault, 'key');
    if (!vocabulary.standardizers.has(entry.with)) {
      const at = typeof spec === 'string' ? ['attributes', path] : ['attributes', path, 'with'];
      faults.add(
        at,
        `unknown standardizer '${entry.with}'${didYouMean(entry.with, vocabulary.standardizers)}`,
      );
    }
    for (const [part, to] of Object.entries(entry.parts ?? {})) {
      const destination = paths.resolve(to);
      if ('fault' in destination) faults.add(['attributes', path, 'parts', part], destination.fault);
    }
    rules[path] = entry;
  }
  return { attributes: rules };
}

function collectOwn(attribute: AttributeRule, path: string, into: Record<string, StandardizeSpec>): void {
  if (attribute.standardize !== undefined) into[path] = { with: attribute.standardize };
  for (const field of attribute.fields ?? []) collectOwn(field, `${path}.${field.name}`, into);
}
