import type { Attributes, Fault } from '../model/index.js';
import { attributeOf, isFilled, objectOf, timeOf } from '../model/index.js';
import type { AttributeProvenance, ContributorRecord, Provenance, Survivors } from '../survivorship/index.js';
import { chooseSurvivors } from '../survivorship/index.js';
import { checkQuality, qualityScore } from '../validation/index.js';
import type { GoldenSnapshot, Neighbourhood, PlanContext } from './neighbourhood.js';
import type { ApprovalSplit, ApprovalState } from './split-by-approval.js';
import { splitByApproval } from './split-by-approval.js';
import type { Standing } from './standing-values.js';
import { standingValues } from './standing-values.js';

/** What a golden record holds once its contributors have survived and approval has had its say. */
export interface Resurvived {
  readonly attributes: Attributes;
  readonly provenance: Provenance;
  readonly faults: readonly Fault[];
  readonly qualityScore: number;
  readonly validFrom: string;
  readonly liveContributors: number;
  /** A required attribute is absent only because its first value waits. */
  readonly awaitsApproval: boolean;
  readonly publishable: boolean;
  readonly approval: ApprovalSplit;
  /** What would be published without approval: where the held values come from. */
  readonly proposed: Provenance;
  readonly reviewAt?: string;
}

/** Works out a golden record's content from its contributors; without any it keeps what it had. */
export function resurvive(
  id: string,
  before: GoldenSnapshot | undefined,
  contributors: readonly ContributorRecord[],
  contested: ApprovalState['contested'],
  neighbourhood: Neighbourhood,
  context: PlanContext,
): Resurvived {
  const { ruleSet, authority, now } = context;
  const pins = neighbourhood.pins.filter(pin => pin.goldenId === id);
  const known = neighbourhood.approvals.get(id) ?? { pending: [], verdicts: [] };
  const survivors: Survivors =
    contributors.length === 0 && before
      ? {
          attributes: inRuleOrder(before.attributes, ruleSet.attributes),
          provenance: before.provenance,
          origins: new Map(),
        }
      : chooseSurvivors(ruleSet, contributors, authority, pins, now);
  const standing = before && standingOf(before, contributors, survivors, context);
  const approval = splitByApproval(ruleSet, before?.attributes, survivors.attributes, {
    ...known,
    contested,
    ...(standing ? { standing: standing.attributes } : {}),
  });
  const held = new Set(approval.heldChanges.flatMap(change => [change.attribute, ...change.alongWith]));
  // What survives is in the order of the rules; what is held back may mix it with what was published.
  const attributes = held.size === 0 ? approval.applied : inRuleOrder(approval.applied, ruleSet.attributes);
  const faults = [...checkQuality(ruleSet, attributes), ...inheritedFaults(survivors, contributors, held)];
  const required = ruleSet.attributes.attributes.filter(rule => rule.requirement === 'required');
  return {
    attributes,
    provenance: provenanceOf(survivors.provenance, standing?.provenance, held),
    faults,
    qualityScore: qualityScore(ruleSet.attributes, attributes, faults),
    validFrom: newestBusinessTime(contributors) ?? before?.validFrom ?? now,
    liveContributors: contributors.filter(contributor => !contributor.deleted).length,
    awaitsApproval: required.some(({ name }) => held.has(name) && !isFilled(attributes[name])),
    publishable: faults.every(fault => fault.severity !== 'error'),
    approval,
    proposed: survivors.provenance,
    ...(survivors.reviewAt === undefined ? {} : { reviewAt: survivors.reviewAt }),
  };
}

/** A golden record that loses all its records keeps what it had, to be read: there is nothing left that could contradict it. */
function standingOf(
  before: GoldenSnapshot,
  contributors: readonly ContributorRecord[],
  survivors: Survivors,
  { ruleSet }: PlanContext,
): Standing {
  if (contributors.length === 0) return before;
  const members = contributors.map(each => each.recordId);
  return standingValues(ruleSet.attributes, before, members, survivors);
}

/** Attribute order of the rules, so that equal records are equal bytes. */
function inRuleOrder(attributes: Attributes, domain: PlanContext['ruleSet']['attributes']): Attributes {
  return objectOf(
    domain.attributes.flatMap(({ name }) => {
      const value = attributes[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** A held attribute still has its published value, and so the reasons of that value. */
function provenanceOf(
  now: Provenance,
  before: Provenance | undefined,
  held: ReadonlySet<string>,
): Provenance {
  if (held.size === 0) return now;
  const names = [...new Set([...Object.keys(now), ...held])];
  return objectOf(
    names.flatMap((name): [string, AttributeProvenance][] => {
      const provenance = held.has(name) ? before?.[name] : now[name];
      return provenance === undefined ? [] : [[name, provenance]];
    }),
  );
}

/** The sources' faults with the values that survived, at the places that those have in the golden record. */
function inheritedFaults(
  survivors: Survivors,
  contributors: readonly ContributorRecord[],
  held: ReadonlySet<string>,
): readonly Fault[] {
  if (contributors.every(({ faults }) => faults.length === 0)) return [];
  return [...survivors.origins].flatMap(([attribute, origins]) => {
    if (held.has(attribute)) return [];
    return origins.flatMap(({ recordId, index }, place) => {
      const faults = contributors.find(contributor => contributor.recordId === recordId)?.faults ?? [];
      const own = faults.filter(
        fault => fault.attribute !== undefined && attributeOf(fault.attribute) === attribute,
      );
      if (index === undefined) return own;
      const prefix = `${attribute}[${index}]`;
      return own
        .filter(fault => fault.attribute === prefix || fault.attribute?.startsWith(`${prefix}.`))
        .map(fault =>
          Object.assign({}, fault, {
            attribute: `${attribute}[${place}]${fault.attribute?.slice(prefix.length) ?? ''}`,
          }),
        );
    });
  });
}

function newestBusinessTime(contributors: readonly ContributorRecord[]): string | undefined {
  return contributors
    .filter(contributor => !contributor.deleted)
    .flatMap(({ effectiveAt }) =>
      effectiveAt === null || timeOf(effectiveAt) === undefined ? [] : [effectiveAt],
    )
    .reduce<string | undefined>(
      (newest, next) => (newest === undefined || (timeOf(next) ?? 0) > (timeOf(newest) ?? 0) ? next : newest),
      undefined,
    );
}
