import type {
  ComparisonRule,
  DecisionRules,
  FeatureRule,
  IdentifierRule,
  LevelRule,
  MatchRules,
  VetoRule,
} from '../match-rules.js';
import type { AttributePaths } from './attribute-paths.js';
import type { RuleVocabulary } from './build-attributes.js';
import { buildFeatureCondition, codeFault } from './condition-file.js';
import { didYouMean } from './did-you-mean.js';
import type { FaultCollector } from './fault-collector.js';
import type {
  BlockingSpec,
  ComparisonSpec,
  DecisionSpec,
  FeatureSpec,
  IdentifierSpec,
  LevelSpec,
  MatchFile,
  VetoSpec,
} from './match-file.js';
import type { DocumentPath } from './yaml-document.js';

/** A pair must lead by this much to join one of two clusters that exclude each other: 8 to 1 odds. */
const MARGIN_DEFAULT = 3;
/** One in about sixteen pairs that share a block is a true pair; typical of the demo network and of febrl_1m (0.05–0.1). */
const PRIOR_DEFAULT = -4;
/** A block of 500 already costs 125,000 comparisons; real blocks on identifiers and rare name tokens stay far below. */
const BLOCK_SIZE_MAX_DEFAULT = 500;

interface MatchContext {
  readonly features: ReadonlySet<string>;
  readonly vocabulary: RuleVocabulary;
  readonly faults: FaultCollector;
  readonly checkFeature: (name: string, at: DocumentPath) => void;
}

/** Turns `match.yaml` into fully explicit match rules and reports every reference that leads nowhere. */
export function buildMatch(
  file: MatchFile,
  paths: AttributePaths,
  vocabulary: RuleVocabulary,
  faults: FaultCollector,
): MatchRules {
  const features = new Set(Object.keys(file.features));
  const context: MatchContext = {
    features,
    vocabulary,
    faults,
    checkFeature: (name, at) => {
      if (!features.has(name)) faults.add(at, `unknown feature '${name}'${didYouMean(name, features)}`);
    },
  };
  const identifiers = Object.entries(file.identifiers ?? {}).map(([name, spec]) =>
    buildIdentifier(name, spec, context),
  );
  const comparisons = Object.entries(file.comparisons ?? {}).map(([name, spec]) =>
    buildComparison(name, spec, context),
  );
  for (const { name } of comparisons) {
    if (identifiers.some(identifier => identifier.name === name)) {
      faults.add(
        ['comparisons', name],
        `'${name}' is the name of an identifier too; evidence could not tell them apart`,
        'key',
      );
    }
  }
  return {
    features: Object.entries(file.features).map(([name, spec]) => buildFeature(name, spec, paths, faults)),
    blocking: Object.entries(file.blocking).map(([name, spec]) => buildBlocking(name, spec, context)),
    identifiers,
    comparisons,
    vetoes: Object.entries(file.vetoes ?? {}).map(([name, spec]) => buildVeto(name, spec, context)),
    decision: buildDecision(file.decision, identifiers, comparisons, faults),
    blockSizeMax: file.blockSizeMax ?? BLOCK_SIZE_MAX_DEFAULT,
  };
}

function buildFeature(
  name: string,
  spec: FeatureSpec,
  paths: AttributePaths,
  faults: FaultCollector,
): FeatureRule {
  const from = typeof spec.from === 'string' ? [spec.from] : spec.from;
  let sensitive = false;
  for (const [index, path] of from.entries()) {
    const target = paths.resolve(path);
    if ('fault' in target) {
      faults.add(['features', name, 'from', ...(typeof spec.from === 'string' ? [] : [index])], target.fault);
    } else {
      sensitive ||= target.rule.class === 'restricted' || target.rule.class === 'secret';
    }
    for (const [field, values] of Object.entries(spec.where ?? {})) {
      const sibling = path.includes('.')
        ? `${path.slice(0, path.lastIndexOf('.'))}.${field}`
        : `${path}.${field}`;
      const found = paths.resolve(sibling);
      if ('fault' in found) {
        faults.add(['features', name, 'where', field], found.fault, 'key');
        continue;
      }
      for (const value of values) {
        const fault = codeFault(found.rule.codes, value, sibling);
        if (fault !== undefined) faults.add(['features', name, 'where', field], fault);
      }
    }
  }
  if (sensitive && spec.masked === false) {
    faults.add(
      ['features', name, 'masked'],
      `'${name}' is made of restricted or secret values; reasons must not show them`,
    );
  }
  return {
    name,
    label: spec.label,
    from,
    part: spec.part ?? 'key',
    ...(spec.where === undefined ? {} : { where: spec.where }),
    ...(spec.ignore === undefined ? {} : { ignore: spec.ignore }),
    ...(spec.only === undefined ? {} : { only: spec.only }),
    ...(spec.upTo === undefined ? {} : { upTo: spec.upTo }),
    tokens: spec.tokens ?? false,
    masked: sensitive || (spec.masked ?? false),
  };
}

function buildBlocking(
  name: string,
  spec: BlockingSpec,
  { checkFeature }: MatchContext,
): MatchRules['blocking'][number] {
  const parts = spec.keys.map((key, index) => {
    const part = typeof key === 'string' ? { feature: key } : key;
    checkFeature(part.feature, [
      'blocking',
      name,
      'keys',
      index,
      ...(typeof key === 'string' ? [] : ['feature']),
    ]);
    const { feature, prefix, sorted, rarestTokens } = {
      prefix: undefined,
      sorted: undefined,
      rarestTokens: undefined,
      ...part,
    };
    return {
      feature,
      ...(prefix === undefined ? {} : { prefix }),
      ...(rarestTokens === undefined ? {} : { tokens: { rarest: rarestTokens } }),
      ...(sorted === undefined ? {} : { sorted }),
    };
  });
  return { name, label: spec.label, parts };
}

function buildIdentifier(
  name: string,
  spec: IdentifierSpec,
  { checkFeature, faults }: MatchContext,
): IdentifierRule {
  const at = ['identifiers', name];
  const feature = spec.feature ?? name;
  checkFeature(feature, [...at, ...(spec.feature === undefined ? [] : ['feature'])]);
  const conflict = spec.conflict ?? 'none';
  if ((conflict === 'weight') !== (spec.conflictWeight !== undefined)) {
    faults.add([...at, 'conflict'], `'conflict: weight' and 'conflictWeight' go together`);
  }
  const when =
    spec.when === undefined
      ? undefined
      : buildFeatureCondition(spec.when, [...at, 'when'], checkFeature, faults);
  return {
    name,
    label: spec.label,
    feature,
    role: spec.role,
    weight: spec.weight,
    conflict,
    ...(spec.conflictWeight === undefined ? {} : { conflictWeight: spec.conflictWeight }),
    maxSharing: spec.maxSharing,
    ...(when === undefined ? {} : { when }),
  };
}

function buildComparison(name: string, spec: ComparisonSpec, context: MatchContext): ComparisonRule {
  const { checkFeature, faults, vocabulary } = context;
  const at = ['comparisons', name];
  const feature = spec.feature ?? name;
  checkFeature(feature, [...at, ...(spec.feature === undefined ? [] : ['feature'])]);
  checkComparator(spec.comparator, [...at, 'comparator'], vocabulary, faults);
  const levels = spec.levels.map((level, index) => buildLevel(level, [...at, 'levels', index], faults));
  checkLevels(levels, at, faults);
  return {
    name,
    label: spec.label,
    feature,
    comparator: spec.comparator,
    ...(spec.options === undefined ? {} : { options: spec.options }),
    levels,
  };
}

function checkComparator(
  name: string,
  at: DocumentPath,
  vocabulary: RuleVocabulary,
  faults: FaultCollector,
): void {
  if (!vocabulary.comparators.has(name)) {
    faults.add(at, `unknown comparator '${name}'${didYouMean(name, vocabulary.comparators)}`);
  }
}

function buildLevel(spec: LevelSpec, at: DocumentPath, faults: FaultCollector): LevelRule {
  const learned = spec.m !== undefined && spec.u !== undefined ? Math.log2(spec.m / spec.u) : undefined;
  if (spec.weight === undefined && learned === undefined) {
    faults.add(at, `level '${spec.name}' needs 'weight', or both 'm' and 'u'`);
  }
  return {
    name: spec.name,
    label: spec.label,
    ...(spec.atLeast === undefined ? {} : { atLeast: spec.atLeast }),
    weight: spec.weight ?? learned ?? 0,
    ...(spec.m === undefined ? {} : { m: spec.m }),
    ...(spec.u === undefined ? {} : { u: spec.u }),
    ...(spec.termFrequency === undefined ? {} : { termFrequency: spec.termFrequency }),
  };
}

/** Levels go from alike to unlike: thresholds and weights fall, names differ, and only the last has no threshold. */
function checkLevels(levels: readonly LevelRule[], at: DocumentPath, faults: FaultCollector): void {
  const names = new Set<string>();
  for (const [index, level] of levels.entries()) {
    const here = [...at, 'levels', index];
    const last = index === levels.length - 1;
    const previous = levels[index - 1];
    if (names.has(level.name)) faults.add([...here, 'name'], `level '${level.name}' is there twice`);
    names.add(level.name);
    if (last && level.atLeast !== undefined)
      faults.add([...here, 'atLeast'], `the last level is for everything else and has no 'atLeast'`);
    if (!last && level.atLeast === undefined)
      faults.add(here, `level '${level.name}' needs 'atLeast'; only the last level has none`);
    if (previous?.atLeast !== undefined && level.atLeast !== undefined && level.atLeast >= previous.atLeast) {
      faults.add(
        [...here, 'atLeast'],
        `must be below ${previous.atLeast}, or level '${level.name}' is never reached`,
      );
    }
    if (previous !== undefined && level.weight > previous.weight) {
      faults.add(
        [...here, 'weight'],
        `must not be above ${previous.weight}: a less alike level cannot be better evidence`,
      );
    }
  }
}

function buildVeto(
  name: string,
  spec: VetoSpec,
  { checkFeature, faults, vocabulary }: MatchContext,
): VetoRule {
  const at = ['vetoes', name];
  const feature = spec.feature ?? name;
  checkFeature(feature, [...at, ...(spec.feature === undefined ? [] : ['feature'])]);
  for (const list of ['unlessShared', 'whenShared'] as const) {
    for (const [index, shared] of (spec[list] ?? []).entries()) checkFeature(shared, [...at, list, index]);
  }
  if (spec.comparator !== undefined)
    checkComparator(spec.comparator, [...at, 'comparator'], vocabulary, faults);
  if ((spec.test === 'incompatible') !== (spec.sets !== undefined)) {
    faults.add([...at, 'test'], `'test: incompatible' and 'sets' go together`);
  }
  const seen = new Map<string, number>();
  for (const [index, set] of (spec.sets ?? []).entries()) {
    for (const value of set) {
      const earlier = seen.get(value);
      if (earlier !== undefined && earlier !== index)
        faults.add([...at, 'sets', index], `'${value}' is in two sets that exclude each other`);
      seen.set(value, index);
    }
  }
  return {
    name,
    label: spec.label,
    feature,
    test: spec.test,
    ...(spec.comparator === undefined ? {} : { comparator: spec.comparator }),
    ...(spec.sets === undefined ? {} : { sets: spec.sets }),
    effect: spec.effect,
    ...(spec.unlessShared === undefined ? {} : { unlessShared: spec.unlessShared }),
    ...(spec.whenShared === undefined ? {} : { whenShared: spec.whenShared }),
  };
}

function buildDecision(
  spec: DecisionSpec,
  identifiers: readonly IdentifierRule[],
  comparisons: readonly ComparisonRule[],
  faults: FaultCollector,
): DecisionRules {
  if (spec.review >= spec.same) faults.add(['decision', 'review'], `must be below 'same' (${spec.same})`);
  const require = spec.require.map(({ label, evidence }, index) => ({
    label,
    evidence: Object.entries(evidence).map(([of, level]) => {
      const at = ['decision', 'require', index, 'evidence', of];
      const levels = identifiers.some(identifier => identifier.name === of)
        ? ['shared', 'absent']
        : comparisons
            .find(comparison => comparison.name === of)
            ?.levels.slice(0, -1)
            .map(each => each.name);
      if (levels === undefined) {
        const known = [...identifiers, ...comparisons].map(each => each.name);
        faults.add(at, `unknown identifier or comparison '${of}'${didYouMean(of, known)}`, 'key');
      } else if (!levels.includes(level)) {
        faults.add(
          at,
          `'${level}' is no level of '${of}' that can be required; it has: ${levels.join(', ')}`,
        );
      }
      return { of, level };
    }),
  }));
  return {
    same: spec.same,
    review: spec.review,
    require,
    margin: spec.margin ?? MARGIN_DEFAULT,
    prior: spec.prior ?? PRIOR_DEFAULT,
  };
}
