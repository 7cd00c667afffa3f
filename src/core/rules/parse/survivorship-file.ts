import type { SchemaObject } from 'ajv';
import type { Scalar } from '../../model/index.js';
import type { Strategy, SurvivorshipRules } from '../survivorship-rules.js';
import type { AttributePaths } from './attribute-paths.js';
import { codeFault } from './condition-file.js';
import type { FaultCollector } from './fault-collector.js';
import { listOf, mapOf, objectOf, scalar, text } from './file-schema.js';
import type { FileSchema } from './file-schema.js';
import { attributeName, ruleName } from './rule-names.js';
import type { DocumentPath } from './yaml-document.js';

type PlainStrategy = Exclude<Strategy['by'], 'sourceOrder' | 'valuePriority' | 'follow'>;

interface StrategySpec {
  readonly sourceOrder?: readonly string[];
  readonly valuePriority?: readonly Scalar[];
  readonly follow?: string;
}

/** Strategies as written: `[authority, recency, { valuePriority: [A, B] }]`. */
type StrategiesSpec = readonly (PlainStrategy | StrategySpec)[];

/** `survivorship.yaml` as written. */
export interface SurvivorshipFile {
  readonly defaults: StrategiesSpec;
  readonly attributes?: Readonly<Record<string, StrategiesSpec>>;
  readonly groups?: Readonly<
    Record<string, { readonly attributes: readonly string[]; readonly strategies: StrategiesSpec }>
  >;
}

const PLAIN: readonly PlainStrategy[] = [
  'authority', 'recency', 'oldest', 'frequency', 'completeness', 'longest', 'min', 'max', 'aggregate', 'trust',
]; // prettier-ignore

const strategies: SchemaObject = listOf(
  {
    description: `one of ${PLAIN.join(', ')}, or { sourceOrder: […] }, { valuePriority: […] }, { follow: attribute }`,
    anyOf: [
      { type: 'string', enum: [...PLAIN] },
      {
        ...objectOf('a strategy', {
          sourceOrder: listOf(text('A system.'), 1),
          valuePriority: listOf(scalar, 1),
          follow: attributeName,
        }),
        minProperties: 1,
        maxProperties: 1,
      },
    ],
  },
  1,
);

/** The form of `survivorship.yaml`. */
export const survivorshipFileSchema: FileSchema<SurvivorshipFile> = {
  kind: 'survivorship',
  shared: { strategies },
  schema: objectOf(
    'survivorship.yaml',
    {
      defaults: { $ref: '#/$defs/strategies' },
      attributes: mapOf('the attributes', { $ref: '#/$defs/strategies' }, attributeName),
      groups: mapOf(
        'the groups',
        objectOf(
          'a group',
          { attributes: listOf(attributeName, 2), strategies: { $ref: '#/$defs/strategies' } },
          ['attributes', 'strategies'],
        ),
        ruleName,
      ),
    },
    ['defaults'],
  ),
};

/**
 * Turns `survivorship.yaml` into rules. Multi-valued attributes without an entry of their own are aggregated: taking
 * one source's list would silently drop the others' values. The defaults then choose the form of each element.
 */
export function buildSurvivorship(
  file: SurvivorshipFile,
  paths: AttributePaths,
  faults: FaultCollector,
): SurvivorshipRules {
  const attributes: Record<string, readonly Strategy[]> = {};
  const defaults = buildStrategies(file.defaults, ['defaults'], undefined, paths, faults);
  for (const [name, specs] of Object.entries(file.attributes ?? {})) {
    attributes[name] = buildStrategies(specs, ['attributes', name], name, paths, faults);
  }
  const groups = Object.entries(file.groups ?? {}).map(([name, group]) => ({
    name,
    attributes: group.attributes,
    strategies: buildStrategies(group.strategies, ['groups', name, 'strategies'], undefined, paths, faults),
  }));
  checkGroups(file, paths, faults);
  const grouped = new Set(groups.flatMap(group => group.attributes));
  for (const name of paths.names) {
    const target = paths.resolve(name);
    if ('rule' in target && target.rule.multi && attributes[name] === undefined && !grouped.has(name)) {
      attributes[name] = [{ by: 'aggregate' }, ...defaults];
    }
  }
  checkFollowing(attributes, faults);
  return { defaults, attributes, groups };
}

function buildStrategies(
  specs: StrategiesSpec,
  at: DocumentPath,
  attribute: string | undefined,
  paths: AttributePaths,
  faults: FaultCollector,
): readonly Strategy[] {
  const target = attribute === undefined ? undefined : paths.resolve(attribute);
  if (target !== undefined && 'fault' in target) faults.add(at, target.fault, 'key');
  const rule = target !== undefined && 'rule' in target ? target.rule : undefined;
  return specs.map((spec, index): Strategy => {
    if (typeof spec === 'string') {
      if (spec === 'aggregate' && rule?.multi !== true) {
        faults.add([...at, index], `'aggregate' is for multi-valued attributes only`);
      }
      return { by: spec };
    }
    if (spec.sourceOrder !== undefined) return { by: 'sourceOrder', order: spec.sourceOrder };
    if (spec.valuePriority !== undefined) {
      for (const value of spec.valuePriority) {
        const fault = codeFault(rule?.codes, value, attribute ?? '');
        if (fault !== undefined) faults.add([...at, index, 'valuePriority'], fault);
      }
      return { by: 'valuePriority', order: spec.valuePriority };
    }
    const followed = spec.follow ?? '';
    const leader = paths.resolve(followed);
    if ('fault' in leader) faults.add([...at, index, 'follow'], leader.fault);
    return { by: 'follow', attribute: followed };
  });
}

function checkGroups(file: SurvivorshipFile, paths: AttributePaths, faults: FaultCollector): void {
  const owner = new Map<string, string>();
  for (const [group, { attributes }] of Object.entries(file.groups ?? {})) {
    for (const [index, name] of attributes.entries()) {
      const at = ['groups', group, 'attributes', index];
      const target = paths.resolve(name);
      if ('fault' in target) faults.add(at, target.fault);
      const earlier = owner.get(name);
      if (earlier !== undefined)
        faults.add(at, `'${name}' is already in group '${earlier}'; groups must not overlap`);
      if (file.attributes?.[name] !== undefined)
        faults.add(at, `'${name}' has strategies of its own; it cannot survive with a group too`);
      owner.set(name, group);
    }
  }
}

/** `a follows b follows a` would leave nobody to decide; every circle is told once, at its first attribute. */
function checkFollowing(
  attributes: Readonly<Record<string, readonly Strategy[]>>,
  faults: FaultCollector,
): void {
  const leadersOf = (name: string): readonly string[] =>
    (attributes[name] ?? []).flatMap(strategy => (strategy.by === 'follow' ? [strategy.attribute] : []));
  const told = new Set<string>();
  for (const start of Object.keys(attributes)) {
    const circle = told.has(start) ? undefined : pathBack(start, [start], leadersOf, new Set());
    if (circle === undefined) continue;
    for (const name of circle) told.add(name);
    faults.add(['attributes', start], `'${start}' follows itself in a circle (${circle.join(' → ')})`, 'key');
  }
}

/** A path of leaders from the last of `path` back to `start`, or `undefined`. */
function pathBack(
  start: string,
  path: readonly string[],
  leadersOf: (name: string) => readonly string[],
  visited: Set<string>,
): readonly string[] | undefined {
  for (const leader of leadersOf(path.at(-1) ?? start)) {
    if (leader === start) return [...path, start];
    if (visited.has(leader)) continue;
    visited.add(leader);
    const found = pathBack(start, [...path, leader], leadersOf, visited);
    if (found !== undefined) return found;
  }
  return undefined;
}
